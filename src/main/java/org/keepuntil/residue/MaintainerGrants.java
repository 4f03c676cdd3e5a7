package org.keepuntil.residue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.keepuntil.catalog.Table;
import org.keepuntil.control.Roles;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What the maintainer needs to purge what runs leave in the tables of the bindings. Nothing of it stands in the way of a run. */
public final class MaintainerGrants {
    private static final int MAINTAIN_SINCE = 170_000;
    private static final int CHECKPOINT_SINCE = 150_000;

    private final JdbcTemplate jdbc;
    private final Workload workload;
    private final Roles roles;
    private final int version;

    private MaintainerGrants(JdbcTemplate jdbc, Workload workload) {
        this.jdbc = jdbc;
        this.workload = workload;
        this.roles = Roles.of(String.valueOf(jdbc.queryForObject("select current_database()", String.class)));
        this.version = Relations.version(jdbc);
    }

    public static MaintainerGrants of(DataSource database, Workload workload) {
        return new MaintainerGrants(new JdbcTemplate(database), workload);
    }

    /** On a connection that stays open. */
    public static MaintainerGrants of(Connection connection, Workload workload) throws SQLException {
        return of(new SingleConnectionDataSource(connection, true), workload);
    }

    /** A right and whether it is there. */
    private record Right(String grant, boolean there) {}

    /** The statements that grant what is missing; each by whoever may. */
    public List<String> missing() {
        return rights().stream()
                .filter(right -> !right.there())
                .map(Right::grant)
                .distinct()
                .toList();
    }

    /** Those that grant all of it. */
    List<String> all() {
        return rights().stream().map(Right::grant).distinct().toList();
    }

    private List<Right> rights() {
        List<Right> rights = new ArrayList<>();
        Set<Table> tables = new LinkedHashSet<>();
        workload.classes().forEach(work -> {
            tables.addAll(work.layout().tables());
            work.layout().edges().forEach(edge -> tables.add(edge.from()));
        });
        tables.stream().filter(table -> !table.isRemote()).forEach(table -> add(table, rights));
        catalogs(rights);
        server(rights);
        return rights;
    }

    private void add(Table table, List<Right> rights) {
        String schema = Identifier.quote(table.schema());
        rights.add(new Right(
                "grant usage on schema " + schema + to(),
                answer("select has_schema_privilege(?, ?, 'USAGE')", roles.maintainer(), table.schema())));
        for (long oid : withPartitions(table)) {
            if (version >= MAINTAIN_SINCE) {
                rights.add(new Right(
                        "grant maintain on " + qualified(oid) + to(),
                        answer("select has_table_privilege(?, ?::oid, 'MAINTAIN')", roles.maintainer(), oid)));
            } else {
                member("select relowner from pg_catalog.pg_class where oid = " + oid)
                        .ifPresent(rights::add);
            }
        }
    }

    /** Membership in an owner; nobody is made a member of a superuser for this. */
    private Optional<Right> member(String owner) {
        return jdbc
                .query(
                        "select quote_ident(rolname), pg_has_role(?, oid, 'USAGE') from pg_catalog.pg_roles"
                                + " where not rolsuper and oid = (" + owner + ")",
                        (row, n) -> new Right("grant " + row.getString(1) + to(), row.getBoolean(2)),
                        roles.maintainer())
                .stream()
                .findFirst();
    }

    private List<Long> withPartitions(Table table) {
        return jdbc.queryForList("""
                with recursive named (oid) as (
                    select ?::oid
                    union
                    select i.inhrelid from named join pg_catalog.pg_inherits i on i.inhparent = named.oid
                )
                select named.oid::bigint from named join pg_catalog.pg_class c on c.oid = named.oid and c.relkind <> 'f'""", Long.class, table.oid());
    }

    private void catalogs(List<Right> rights) {
        boolean owner = answer(
                "select pg_has_role(?, datdba, 'USAGE') from pg_catalog.pg_database where datname = current_database()",
                roles.maintainer());
        if (version < MAINTAIN_SINCE) {
            member("select datdba from pg_catalog.pg_database where datname = current_database()")
                    .ifPresent(rights::add);
            return;
        }
        for (String catalog : StatisticsCatalogs.NAMES) {
            rights.add(new Right(
                    "grant maintain on " + catalog + to(),
                    owner || answer("select has_table_privilege(?, ?, 'MAINTAIN')", roles.maintainer(), catalog)));
        }
    }

    private void server(List<Right> rights) {
        Stream<String> groups =
                version >= CHECKPOINT_SINCE ? Stream.of("pg_monitor", "pg_checkpoint") : Stream.of("pg_monitor");
        groups.forEach(group -> rights.add(new Right(
                "grant " + group + to(), answer("select pg_has_role(?, ?, 'USAGE')", roles.maintainer(), group))));
        rights.add(new Right(
                "grant execute on function pg_catalog.pg_switch_wal()" + to(),
                answer(
                        "select has_function_privilege(?, 'pg_catalog.pg_switch_wal()', 'EXECUTE')",
                        roles.maintainer())));
    }

    private String to() {
        return " to " + Identifier.quote(roles.maintainer());
    }

    private String qualified(long oid) {
        return text("""
                select format('%I.%I', n.nspname, c.relname)
                from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.oid = ?::oid""", oid);
    }

    private boolean answer(String question, Object... values) {
        return Boolean.TRUE.equals(jdbc.queryForObject(question, Boolean.class, values));
    }

    private String text(String question, Object... values) {
        return String.valueOf(jdbc.queryForObject(question, String.class, values));
    }
}
