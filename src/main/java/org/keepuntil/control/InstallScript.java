package org.keepuntil.control;

import java.util.List;
import org.keepuntil.control.ControlSchema.State;
import org.keepuntil.control.Migrations.Migration;
import org.keepuntil.sql.Identifier;

/** The installation as SQL for a DBA: the same statements that {@link Installer} would run, the history that Flyway keeps included. */
final class InstallScript {
    /** The table as Flyway makes it, so that the next version's {@code init} finds what it expects. */
    private static final String HISTORY = """
            create table keepuntil.schema_history (
                installed_rank integer not null constraint schema_history_pk primary key,
                version varchar(50),
                description varchar(200) not null,
                type varchar(20) not null,
                script varchar(1000) not null,
                checksum integer,
                installed_by varchar(100) not null,
                installed_on timestamp not null default now(),
                execution_time integer not null,
                success boolean not null
            );
            create index schema_history_s_idx on keepuntil.schema_history (success);
            """;

    private static final String ALONE = """
            do $alone$ begin
                if not pg_try_advisory_xact_lock(%s) then
                    raise exception 'a run of Keepuntil is under way in this database: wait until it has ended';
                end if;
            end $alone$;
            """.formatted(RunLock.KEY);

    private InstallScript() {}

    static String of(Foundations foundations, State state) {
        if (state instanceof ControlSchema.Newer || state instanceof ControlSchema.Closed) {
            throw new ControlSchemaException(state);
        }
        if (state instanceof ControlSchema.Ready && foundations.complete()) {
            return "-- The control schema of this database is up to date: nothing to do.\n";
        }
        StringBuilder script = new StringBuilder(header(foundations));
        script.append("begin;\n\n");
        foundations.roleStatements().forEach(sql -> script.append(sql).append(";\n"));
        script.append("-- Whoever runs this acts as the owner of the schema until the end of it.\ngrant "
                + owner(foundations) + " to current_user;\n");
        foundations.schemaStatements().forEach(sql -> script.append(sql).append(";\n"));
        script.append("set local role " + owner(foundations) + ";\n\n");
        if (state instanceof ControlSchema.Older) {
            script.append(ALONE).append('\n');
        }
        if (Migrations.sums(state)) {
            script.append("select keepuntil.before_upgrade();\n\n");
        }
        if (state instanceof ControlSchema.NotInstalled) {
            script.append(HISTORY).append('\n');
        }
        for (Migration migration : missing(state)) {
            script.append(migration.sql(foundations.roles()))
                    .append('\n')
                    .append(historyRow(migration))
                    .append('\n');
        }
        script.append("select keepuntil.after_upgrade();\n");
        script.append("reset role;\nrevoke " + owner(foundations) + " from current_user;\ncommit;\n");
        return script.toString();
    }

    private static String header(Foundations foundations) {
        return """
                -- Installs the control schema of Keepuntil, version %d, and its roles.
                -- Run it in the database %s, as a superuser or as an account with CREATEROLE and CREATE on the database.
                -- Then make your accounts members of the roles: the nightly job's of %s,
                -- those who place and release holds of %s.

                """.formatted(
                        Migrations.current(),
                        oneLine(foundations.database()),
                        oneLine(foundations.roles().operator()),
                        oneLine(foundations.roles().approver()));
    }

    /** A name may hold anything, a comment ends with its line. */
    private static String oneLine(String name) {
        return name.replaceAll("\\R", " ");
    }

    private static List<Migration> missing(State state) {
        int version = state instanceof ControlSchema.Older older ? older.version() : 0;
        return state instanceof ControlSchema.Ready ? List.of() : Migrations.after(version);
    }

    private static String owner(Foundations foundations) {
        return Identifier.quote(foundations.roles().owner());
    }

    private static String historyRow(Migration migration) {
        return """
                insert into keepuntil.schema_history
                    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                select coalesce(max(installed_rank), 0) + 1, '%d', '%s', 'SQL', '%s', %d, session_user, 0, true
                from keepuntil.schema_history;
                """.formatted(migration.version(), migration.description(), migration.fileName(), migration.checksum());
    }
}
