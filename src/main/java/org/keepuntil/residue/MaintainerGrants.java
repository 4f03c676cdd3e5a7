package org.keepuntil.residue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.Table;
import org.keepuntil.catalog.View;
import org.keepuntil.control.Roles;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What the maintainer needs to purge what runs leave in the tables of the bindings. Nothing of it stands in the way of a run. */
public final class MaintainerGrants {
    private static final int MAINTAIN_SINCE = 170_000;
    private static final int CHECKPOINT_SINCE = 150_000;
    private static final String DATABASE_OWNER =
            "select datdba from pg_catalog.pg_database where datname = current_database()";

    private final JdbcTemplate jdbc;
    private final Roles roles;
    private final int version;
    private final boolean installed;
    private final List<Right> rights = new ArrayList<>();
    private final Set<String> superusers = new LinkedHashSet<>();

    private MaintainerGrants(Connection connection) {
        this.jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        this.roles = Roles.of(String.valueOf(jdbc.queryForObject("select current_database()", String.class)));
        this.version = Relations.version(jdbc);
        this.installed = !jdbc.queryForList(
                        "select 1 from pg_catalog.pg_roles where rolname = ?", Integer.class, roles.maintainer())
                .isEmpty();
    }

    /** On a connection of any account, for the tables of the bindings. */
    public static MaintainerGrants of(Connection connection, Workload workload) throws SQLException {
        MaintainerGrants grants = new MaintainerGrants(connection);
        grants.tables(workload, Catalog.read(connection).views());
        grants.server();
        return grants;
    }

    /** Those alone that have nothing to do with the tables of records: a superuser's to grant. */
    public static MaintainerGrants ofServer(Connection connection) {
        MaintainerGrants grants = new MaintainerGrants(connection);
        grants.server();
        return grants;
    }

    /**
     * A right and whether it is there.
     *
     * @param membership whether it is membership in an owner, which is far more than is needed: people decide about that
     */
    private record Right(String grant, boolean membership, boolean there) {}

    /** The statements that grant what is missing; each by whoever may. */
    public List<String> missing() {
        return statements(rights.stream().filter(right -> !right.there()));
    }

    /** Those of them that may be granted without asking anybody: nothing but what is needed comes with them. */
    public List<String> harmless() {
        return statements(rights.stream().filter(right -> !right.there() && !right.membership()));
    }

    /** Those that grant all of it. */
    List<String> all() {
        return statements(rights.stream());
    }

    private static List<String> statements(Stream<Right> rights) {
        return rights.map(Right::grant).distinct().toList();
    }

    /** What no grant can help, in sentences. */
    public List<String> beyondGrants() {
        return superusers.stream()
                .map(owner ->
                        "The superuser " + owner + " owns tables of records, or the database, and before PostgreSQL 17"
                                + " only members of the owner may rewrite a table. Nobody should be made a member of a superuser:"
                                + " give them to a role of the application's, with alter … owner to …")
                .toList();
    }

    private void tables(Workload workload, List<View> views) {
        Set<Table> tables = new LinkedHashSet<>();
        workload.classes().forEach(work -> {
            tables.addAll(work.layout().tables());
            work.layout().edges().forEach(edge -> tables.add(edge.from()));
        });
        Set<Long> oids = new LinkedHashSet<>();
        tables.stream().filter(table -> !table.isRemote()).forEach(table -> {
            usage(table.schema());
            oids.addAll(withPartitions(table));
        });
        oids.forEach(this::maintain);
        // they are refreshed by a run, and hold what went until they are rewritten as well
        views.stream()
                .filter(view -> view.materialized() && view.reads().stream().anyMatch(oids::contains))
                .forEach(view -> {
                    usage(view.schema());
                    maintain(oid(view));
                });
        if (workload.classes().stream()
                .flatMap(work -> LargeObjectTables.of(work.layout()))
                .findAny()
                .isPresent()) {
            catalog(LargeObjectTables.CATALOG);
        }
    }

    private void usage(String schema) {
        add(
                "grant usage on schema " + Identifier.quote(schema) + to(),
                answer("select has_schema_privilege(?, ?, 'USAGE')", roles.maintainer(), schema));
    }

    private void maintain(long oid) {
        if (version >= MAINTAIN_SINCE) {
            add(
                    "grant maintain on " + qualified(oid) + to(),
                    answer("select has_table_privilege(?, ?::oid, 'MAINTAIN')", roles.maintainer(), oid));
        } else {
            member("select relowner from pg_catalog.pg_class where oid = " + oid);
        }
    }

    private void add(String grant, boolean there) {
        rights.add(new Right(grant, false, there));
    }

    /** Membership in an owner; nobody is made a member of a superuser for this. */
    private void member(String owner) {
        jdbc.query(
                "select quote_ident(rolname), rolsuper, oid::bigint from pg_catalog.pg_roles where oid = (" + owner
                        + ")",
                row -> {
                    boolean member =
                            answer("select pg_has_role(?, ?::oid, 'USAGE')", roles.maintainer(), row.getLong(3));
                    if (!row.getBoolean(2)) {
                        rights.add(new Right("grant " + row.getString(1) + to(), true, member));
                    } else if (!member) {
                        superusers.add(row.getString(1));
                    }
                });
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

    private void catalog(String catalog) {
        if (version >= MAINTAIN_SINCE) {
            boolean owner = answer("select pg_has_role(?, (" + DATABASE_OWNER + "), 'USAGE')", roles.maintainer());
            add(
                    "grant maintain on " + catalog + to(),
                    owner || answer("select has_table_privilege(?, ?, 'MAINTAIN')", roles.maintainer(), catalog));
        }
    }

    private void server() {
        if (version < MAINTAIN_SINCE) {
            member(DATABASE_OWNER);
        }
        StatisticsCatalogs.NAMES.forEach(this::catalog);
        Stream<String> groups =
                version >= CHECKPOINT_SINCE ? Stream.of("pg_monitor", "pg_checkpoint") : Stream.of("pg_monitor");
        groups.forEach(group ->
                add("grant " + group + to(), answer("select pg_has_role(?, ?, 'USAGE')", roles.maintainer(), group)));
        add(
                "grant execute on function pg_catalog.pg_switch_wal()" + to(),
                answer(
                        "select has_function_privilege(?, 'pg_catalog.pg_switch_wal()', 'EXECUTE')",
                        roles.maintainer()));
    }

    private String to() {
        return " to " + Identifier.quote(roles.maintainer());
    }

    private String qualified(long oid) {
        return text("""
                select format('%I.%I', n.nspname, c.relname)
                from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.oid = ?::oid""", oid);
    }

    private long oid(View view) {
        return Long.parseLong(text(
                "select c.oid::text from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                        + " where n.nspname = ? and c.relname = ?",
                view.schema(),
                view.name()));
    }

    /** Whether the maintainer has it, who may not be there yet. */
    private boolean answer(String question, Object... values) {
        return installed && Boolean.TRUE.equals(jdbc.queryForObject(question, Boolean.class, values));
    }

    private String text(String question, Object... values) {
        return String.valueOf(jdbc.queryForObject(question, String.class, values));
    }
}
