package org.keepuntil.cli;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connection parameters that may be given, under libpq's keyword and environment variable and under the JDBC driver's name.
 * It is a list of what is allowed, because the driver has others that would change what statements do or what is logged.
 */
enum Parameter {
    HOST("host", "PGHOST", "PGHOST"),
    PORT("port", "PGPORT", "PGPORT"),
    DATABASE("dbname", "PGDATABASE", "PGDBNAME"),
    USER("user", "PGUSER", "user"),
    PASSWORD("password", "PGPASSWORD", "password"),
    PASS_FILE("passfile", "PGPASSFILE", null),
    SERVICE("service", "PGSERVICE", null),
    CONNECT_TIMEOUT("connect_timeout", "PGCONNECT_TIMEOUT", "connectTimeout"),
    APPLICATION_NAME("application_name", "PGAPPNAME", "ApplicationName"),
    OPTIONS("options", "PGOPTIONS", "options"),
    SSL_MODE("sslmode", "PGSSLMODE", "sslmode"),
    SSL_NEGOTIATION("sslnegotiation", "PGSSLNEGOTIATION", "sslNegotiation"),
    SSL_ROOT_CERT("sslrootcert", "PGSSLROOTCERT", "sslrootcert"),
    SSL_CERT("sslcert", "PGSSLCERT", "sslcert"),
    SSL_KEY("sslkey", "PGSSLKEY", "sslkey"),
    SSL_PASSWORD("sslpassword", null, "sslpassword"),
    CHANNEL_BINDING("channel_binding", "PGCHANNELBINDING", "channelBinding"),
    REQUIRE_AUTH("require_auth", "PGREQUIREAUTH", "requireAuth"),
    GSS_ENC_MODE("gssencmode", "PGGSSENCMODE", "gssEncMode"),
    KERBEROS_SERVICE("krbsrvname", "PGKRBSRVNAME", "kerberosServerName"),
    TARGET("target_session_attrs", "PGTARGETSESSIONATTRS", "targetServerType"),
    SSL(null, null, "ssl"),
    SSL_FACTORY(null, null, "sslfactory"),
    SOCKET_TIMEOUT(null, null, "socketTimeout"),
    LOGIN_TIMEOUT(null, null, "loginTimeout");

    private final @Nullable String keyword;
    private final @Nullable String variable;
    private final @Nullable String property;

    Parameter(@Nullable String keyword, @Nullable String variable, @Nullable String property) {
        this.keyword = keyword;
        this.variable = variable;
        this.property = property;
    }

    /** The parameter with this name, libpq's or the driver's. */
    static Optional<Parameter> named(String name) {
        return Arrays.stream(values())
                .filter(parameter -> name.equals(parameter.keyword) || name.equals(parameter.property))
                .findFirst();
    }

    /** The environment variable that gives it, as libpq reads it. */
    @Nullable
    String variable() {
        return variable;
    }

    /** The JDBC driver's name for it; null for what is used up before the driver is called. */
    @Nullable
    String property() {
        return property;
    }

    boolean isSecret() {
        return this == PASSWORD || this == SSL_PASSWORD;
    }

    /** The value in the driver's words where they differ from libpq's. */
    String translate(String value) {
        return this != TARGET
                ? value
                : switch (value) {
                    case "read-write" -> "primary";
                    case "read-only", "standby" -> "secondary";
                    case "prefer-standby" -> "preferSecondary";
                    default -> value;
                };
    }
}
