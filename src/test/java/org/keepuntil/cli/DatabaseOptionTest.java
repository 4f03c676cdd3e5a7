package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;
import picocli.CommandLine;

class DatabaseOptionTest {
    private static final Target DEMO = new Target("jdbc:postgresql://localhost:1/demo", new Properties(), "demo");

    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://db.example.org/sees | jdbc:postgresql://db.example.org:5432/sees",
                "postgres://clerk@db:5433/sees | jdbc:postgresql://db:5433/sees",
                "postgresql:///sees | jdbc:postgresql://localhost:5432/sees",
                "postgresql:// | jdbc:postgresql://localhost:5432/login",
                "postgresql://clerk@ | jdbc:postgresql://localhost:5432/clerk",
                "postgresql:///sees?host=db&port=6000 | jdbc:postgresql://db:6000/sees",
                "postgresql://[2001:db8::1]:5433/sees | jdbc:postgresql://[2001:db8::1]:5433/sees",
                "postgresql://[::1]/sees | jdbc:postgresql://[::1]:5432/sees",
                "postgresql:///sees?host=::1 | jdbc:postgresql://[::1]:5432/sees",
                "postgresql://a:1,b,c:3/sees | jdbc:postgresql://a:1,b:5432,c:3/sees",
                "postgresql://a,b/sees?port=7 | jdbc:postgresql://a:7,b:7/sees",
                "postgresql://db/a%2Fb%20c%3F | jdbc:postgresql://db:5432/a%2Fb+c%3F",
                "postgresql://db/a+b | jdbc:postgresql://db:5432/a%2Bb",
                "postgresql://db/%C3%A9t%C3%A9 | jdbc:postgresql://db:5432/%C3%A9t%C3%A9",
                "jdbc:postgresql:sees | jdbc:postgresql://localhost:5432/sees",
                "jdbc:postgresql:/ | jdbc:postgresql://localhost:5432/login",
                "jdbc:postgresql://db:5433/a+b?user=clerk | jdbc:postgresql://db:5433/a+b",
            })
    void target_leadsToHostPortAndDatabase_whenGivenInAnyForm(String uri, String url) {
        assertThat(target(uri).jdbcUrl()).isEqualTo(url);
        assertThat(Driver.parseURL(url, null)).as("what the driver makes of it").isNotNull();
    }

    @Test
    void target_decodesNames_whenTheyArePercentEncoded() {
        Target target = target("postgresql://cl%40rk%3A1@db/s%25");

        assertThat(target.properties().getProperty("user")).isEqualTo("cl@rk:1");
        assertThat(Driver.parseURL(target.jdbcUrl(), null).getProperty("PGDBNAME"))
                .isEqualTo("s%");
        assertThat(target.display()).isEqualTo("postgresql://cl@rk:1@db:5432/s%");
    }

    @Test
    void properties_keepDetailsOfErrorsOut_always() {
        assertThat(target("postgresql://clerk@db/sees").properties())
                .containsEntry("user", "clerk")
                .containsEntry("logServerErrorDetail", "false")
                .containsEntry("ApplicationName", "keepuntil")
                .containsEntry("tcpKeepAlive", "true")
                .containsEntry("connectTimeout", "10")
                .containsEntry("loginTimeout", "30")
                .doesNotContainKeys("PGHOST", "PGPORT", "PGDBNAME");
    }

    @Test
    void properties_followTheAddress_whenItHasParameters() {
        String uri = "postgresql://a,b/sees?sslmode=verify-full&sslrootcert=/ca.pem&connect_timeout=3"
                + "&application_name=night&target_session_attrs=read-write";

        assertThat(target(uri).properties())
                .containsEntry("sslmode", "verify-full")
                .containsEntry("sslrootcert", "/ca.pem")
                .containsEntry("connectTimeout", "3")
                .containsEntry("loginTimeout", "26")
                .containsEntry("ApplicationName", "night")
                .containsEntry("targetServerType", "primary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://clerk:s3cret@db/sees",
                "postgresql://clerk@db/sees?password=s3cret",
                "postgresql://clerk@db/sees?sslpassword=s3cret",
                "postgresql://clerk@db/sees?p%61ssword=s3cret",
                "jdbc:postgresql://db/sees?user=clerk&password=s3cret",
                "jdbc:postgresql:sees?password=s3cret",
            })
    void target_isRefused_whenAPasswordIsOnTheCommandLine(String uri) {
        assertThatExceptionOfType(UserError.class).isThrownBy(() -> target(uri)).satisfies(error -> {
            assertThat(error.code()).isEqualTo(ExitCode.USAGE);
            assertThat(error.failure().toString())
                    .contains("~/.pgpass", "PGPASSFILE", "PGPASSWORD")
                    .doesNotContain("s3cret");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mysql://clerk:s3cret@db/sees | postgresql://",
                "host=db password=s3cret | postgresql://",
                "postgresql://clerk:s3%zz@db/sees | %25",
                "postgresql://clerk:s3cret%4@db/sees | %25",
                "postgresql://clerk:s3cret%00@db/sees | %00",
                "postgresql://[::1/sees | ]",
                "postgresql://db/sees?logServerErrorDetail=true | logServerErrorDetail",
                "postgresql://db/sees?loggerLevel=TRACE | loggerLevel",
                "postgresql://db/sees?reWriteBatchedInserts=true | reWriteBatchedInserts",
                "postgresql://db/sees?connect_timeout=soon | connect_timeout",
                "postgresql://db/sees?sslmode | no value",
                "postgresql://db:70000/sees | 65535",
                "postgresql://db:x/sees | 65535",
                "postgresql://a:1,b:2/sees?port=1,2,3 | 2 hosts and 3 ports",
                "postgresql://d%20b/sees | host",
                "postgresql://%2Fvar%2Frun%2Fpostgresql/sees | over TCP only",
                "postgresql:///sees?host=/var/run/postgresql | over TCP only",
            })
    void target_saysWhatIsWrong_whenTheAddressCannotBeUsed(String uri, String words) {
        assertThatExceptionOfType(UserError.class).isThrownBy(() -> target(uri)).satisfies(error -> {
            assertThat(error.code()).isEqualTo(ExitCode.USAGE);
            assertThat(error.failure().toString()).contains(words).doesNotContain("s3cret");
        });
    }

    @Test
    void target_takesTheVariable_whenNoOptionIsGiven() {
        environment.put("KEEPUNTIL_DATABASE", "postgresql://clerk:s3cret@db/sees");

        Target target = target(null);

        assertThat(target.properties()).containsEntry("password", "s3cret");
        assertThat(target).hasToString("postgresql://clerk@db:5432/sees");
        assertThat(target.jdbcUrl()).doesNotContain("s3cret");
        assertThat(target("postgresql://other/sees").jdbcUrl()).contains("other");
    }

    @Test
    void target_takesLibpqsVariables_whereTheAddressIsSilent() {
        environment.putAll(Map.of(
                "PGHOST", "db",
                "PGPORT", "5433",
                "PGDATABASE", "sees",
                "PGUSER", "clerk",
                "PGPASSWORD", "s3cret",
                "PGSSLMODE", "require",
                "PGCONNECT_TIMEOUT", "4",
                "PGAPPNAME", "night"));

        Target target = target(null);

        assertThat(target.display()).isEqualTo("postgresql://clerk@db:5433/sees");
        assertThat(target.properties())
                .containsEntry("password", "s3cret")
                .containsEntry("sslmode", "require")
                .containsEntry("connectTimeout", "4")
                .containsEntry("ApplicationName", "night");
        assertThat(target("postgresql://other:1/x?sslmode=disable"))
                .hasToString("postgresql://clerk@other:1/x")
                .satisfies(other -> assertThat(other.properties()).containsEntry("sslmode", "disable"));
    }

    @Test
    void target_takesLoginAndUsersName_whenNothingNamesUserAndDatabase() {
        environment.put("PGHOST", "db");

        assertThat(target(null)).hasToString("postgresql://login@db:5432/login");
    }

    @Test
    void target_refusesASocket_whenPghostNamesOne() {
        environment.put("PGHOST", "/var/run/postgresql");

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> target(null))
                .withMessageContaining("/var/run/postgresql")
                .withMessageContaining("TCP only");
    }

    @Test
    void target_asksForOne_whenNothingNamesADatabase() {
        environment.put("PGDATABASE", "");

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> target(null))
                .satisfies(error -> assertThat(error.next()).contains("--database", "KEEPUNTIL_DATABASE"));
        assertThat(option(null).isGiven()).isFalse();
        assertThat(option("demo").isGiven()).isTrue();
    }

    @Test
    void target_isTheDemosOwn_whenItIsCalledDemo() {
        environment.put("PGHOST", "db");
        assertThat(target("demo")).isSameAs(DEMO);

        environment.put("KEEPUNTIL_DATABASE", "demo");
        assertThat(target(null)).isSameAs(DEMO);
    }

    @Test
    void password_comesFromThePasswordFile_whenALineFits() throws IOException {
        passFile(".pgpass", """
                # host:port:database:user:password
                db:5432:other:clerk:wrong
                db:5432:sees:clerk:s3c\\:r\\\\et:ignored
                *:*:*:*:last
                """);

        assertThat(password("postgresql://clerk@db/sees")).isEqualTo("s3c:r\\et");
        assertThat(password("postgresql://clerk@db:5433/sees")).isEqualTo("last");
        environment.put("PGPASSWORD", "mine");
        assertThat(password("postgresql://clerk@db/sees")).isEqualTo("mine");
    }

    @Test
    void password_isFoundForAnIpv6Address_withItsColonsEscapedOrNot() throws IOException {
        passFile(".pgpass", "\\:\\:1:5432:sees:clerk:one\n2001:db8::2:5432:sees:clerk:two\n");

        assertThat(password("postgresql://clerk@[::1]/sees")).isEqualTo("one");
        assertThat(password("postgresql://clerk@[2001:db8::2]/sees")).isEqualTo("two");
        assertThat(password("postgresql://clerk@[2001:db8::3]/sees")).isEmpty();
    }

    @Test
    void password_isFoundForEachOfSeveralHosts_andRefusedWhereTheyDiffer() throws IOException {
        passFile(".pgpass", "a:1:*:*:one\nb:2:*:*:one\nc:3:*:*:three\n");

        assertThat(password("postgresql://clerk@a:1,b:2/sees")).isEqualTo("one");
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> password("postgresql://clerk@a:1,c:3/sees"))
                .withMessageContaining("different passwords")
                .withMessageNotContaining("three");
    }

    @Test
    void password_isNotTaken_whenOthersCanReadTheFile() throws IOException {
        Path file = passFile("passwords", "*:*:*:*:s3cret\n");
        environment.put("PGPASSFILE", file.toString());
        assertThat(password("postgresql://clerk@db/sees")).isEqualTo("s3cret");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> password("postgresql://clerk@db/sees"))
                .satisfies(error -> assertThat(error.next()).contains("chmod 600"));
    }

    @Test
    void password_isEmptyRatherThanMissing_soThatTheDriverLooksNowhereElse() {
        assertThat(password("postgresql://clerk@db/sees")).isEmpty();
    }

    @Test
    void service_fillsWhatTheAddressLeavesOpen_beforeTheEnvironment() throws IOException {
        Files.writeString(home.resolve(".pg_service.conf"), """
                # services
                [other]
                host=other
                [night]
                host=db.example.org
                host=second.example.org
                port=6432

                dbname=sees
                user=clerk
                password=s3cret
                sslmode=require
                [after]
                user=after
                """);
        environment.putAll(Map.of("PGSERVICE", "night", "PGUSER", "someone", "PGAPPNAME", "app"));

        assertThat(target(null)).hasToString("postgresql://clerk@db.example.org:6432/sees");
        assertThat(target(null).properties())
                .containsEntry("password", "s3cret")
                .containsEntry("sslmode", "require")
                .containsEntry("ApplicationName", "app");
        assertThat(target("postgresql://me@/x")).hasToString("postgresql://me@db.example.org:6432/x");
        assertThat(target("postgresql:///?service=other")).hasToString("postgresql://someone@other:5432/someone");
    }

    @Test
    void service_isReadFromTheNamedFileThenTheSystems_whenTheyAreSet() throws IOException {
        Files.writeString(home.resolve("mine.conf"), "[mine]\nhost=mine\n");
        Files.writeString(home.resolve("pg_service.conf"), "[mine]\nhost=never\n[theirs]\nhost=theirs\n");
        environment.putAll(Map.of("PGSERVICEFILE", "~/mine.conf", "PGSYSCONFDIR", home.toString()));

        assertThat(target("postgresql:///?service=mine").display()).contains("@mine:");
        assertThat(target("postgresql:///?service=theirs").display()).contains("@theirs:");
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> target("postgresql:///?service=gone"))
                .withMessageContaining("gone")
                .withMessageContaining("mine.conf");
    }

    @Test
    void service_namesTheLine_whenItCannotBeRead() throws IOException {
        Files.writeString(home.resolve(".pg_service.conf"), "[night]\nhost=db\nhots=db\n[day]\ns3cret\n");

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> target("postgresql:///?service=night"))
                .withMessageContaining(".pg_service.conf:3")
                .withMessageContaining("hots");
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> target("postgresql:///?service=day"))
                .withMessageContaining(".pg_service.conf:5");
    }

    private Path passFile(String name, String content) throws IOException {
        Path file = Files.writeString(home.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private String password(String uri) {
        return target(uri).properties().getProperty("password");
    }

    private Target target(@Nullable String uri) {
        return option(uri).target();
    }

    private DatabaseOption option(@Nullable String uri) {
        DatabaseOption option = new DatabaseOption(new Surroundings(environment, home, "login"), approver -> DEMO);
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("database", CommandLine.Model.CommandSpec.forAnnotatedObject(option)))
                .parseArgs(uri == null ? new String[0] : new String[] {"--database", uri});
        return option;
    }
}
