package org.keepuntil.residue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.util.Random;
import java.util.stream.Collectors;
import org.keepuntil.control.Roles;
import org.keepuntil.job.Night;
import org.keepuntil.job.WholeNight;
import org.keepuntil.testing.SampleNight;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database in which a text is in every kind of column and index, of rows that are due; others stay. */
final class Planted implements AutoCloseable {
    private static final String SCHEDULE = """
            schedule: planted
            title: Planted
            version: 1
            records:
              person: { title: Person, events: [closing] }
              visit: { title: Visit, events: [made] }
            rules:
              - { id: person-6, records: person, keep: 6 years after closing, then: destroy, authority: a test }
              - id: visit-1
                records: visit
                stages:
                  - { keep: 1 year after made, then: anonymise }
                  - { keep: 20 years after made, then: destroy }
                authority: a test
            """;

    private static final String BINDING = """
            backups kept: 35 days
            records:
              person:
                table: s.person
                open while: never
                events: { closing: closed_on }
                components: [s.note, s.happening, s.draft]
                files: { scan: large object }
              visit:
                table: s.visit
                open while: never
                events: { made: made_on }
                anonymise: { s.visit: { id: keep, made_on: keep, said: remove } }
            """;

    private static final String DDL = """
            create schema s;
            create extension if not exists pg_trgm;
            create extension if not exists btree_gist;
            create table s.person (
                id text primary key, closed_on date, plain text, doc jsonb, words tsvector, grams text, ranged text,
                outside text, packed text, lz text %2$s, listed text[], town text, street text, unseen text,
                far text, scan oid);
            alter table s.person alter column outside set storage external;
            alter table s.person alter column unseen set statistics 0;
            create index person_plain on s.person (plain);
            create index person_expression on s.person (lower(plain || 'x'));
            create index person_doc on s.person using gin (doc);
            create index person_words on s.person using gin (words);
            create index person_grams on s.person using gin (grams gin_trgm_ops);
            create index person_ranged on s.person using brin (ranged);
            create index person_listed on s.person using gin (listed);
            create index person_hash on s.person using hash (plain);
            create index person_gist on s.person using gist (plain);
            create index person_spgist on s.person using spgist (plain);
            create index person_covering on s.person (closed_on) include (street) where town is not null;
            create statistics s.person_shouted on (upper(town)) from s.person;
            create statistics s.person_places (mcv) on town, street from s.person;
            create table s.note (id integer primary key, person text not null references s.person, said text, kind text);
            create index note_person on s.note (person);
            create index note_said on s.note (said);
            create statistics s.note_said_kind (mcv) on said, kind from s.note;
            create unlogged table s.draft (id integer primary key, person text not null references s.person, said text);
            create index draft_person on s.draft (person);
            create table s.happening (id integer, on_day date, person text not null references s.person, what text, primary key (id, on_day))
                partition by range (on_day);
            create table s.happening_old partition of s.happening for values from ('2000-01-01') to ('2012-01-01');
            create table s.happening_new partition of s.happening for values from ('2012-01-01') to ('2030-01-01');
            create index happening_person on s.happening (person);
            create table s.visit (id integer primary key, made_on date, said text);
            create index visit_said on s.visit (said);
            insert into s.person
                select case when due then '%1$s' else 'p' end || 'id' || g, case when due then date '2010-01-01' else '2026-01-01' end,
                    m || 'pl' || g, jsonb_build_object(m || 'jk', m || 'jv' || g), to_tsvector('simple', m || 'ts' || g), m || 'tg' || g,
                    case when due then '~' else 'a' end || m || 'br' || g, m || 'ou' || repeat('outside ', 500) || g,
                    m || 'pk' || repeat('packed again ', 300) || g, m || 'lz' || repeat('packed again ', 300) || g,
                    array[m || 'ar' || g %% 7, m || 'as'], m || 'tn' || g %% 5, m || 'st' || g %% 5, m || 'us',
                    m || 'fa' || (select string_agg(md5(g::text || n), '') from generate_series(1, 200) n),
                    case when g %% 30 < 2 then lo_from_bytea(0, convert_to(m || 'lo' || g, 'UTF8')) end
                from generate_series(1, 900) g, lateral (select g %% 3 > 0 as due) d,
                    lateral (select case when due then '%1$s' else 'plain' end as m) e;
            insert into s.note select g, '%1$sid' || g, '%1$sno' || g %% 10, 'kind ' || g %% 3 from generate_series(1, 900) g where g %% 3 > 0;
            insert into s.draft select id, person, said from s.note;
            insert into s.draft select 1000 + g, 'pid' || g, 'plain' from generate_series(3, 900, 3) g;
            insert into s.happening select row_number() over (), date '2010-01-01' + y * 4000, p.id,
                    case when p.id like '%1$s%%' then '%1$s' else 'plain' end || 'hp' || p.id
                from s.person p, generate_series(0, 1) y;
            insert into s.visit select g, case when g %% 2 = 0 then date '2020-05-05' else '2026-05-05' end,
                    case when g %% 2 = 0 then '%1$s' else 'plain' end || 'vi' || g from generate_series(1, 1000) g;
            create materialized view s.persons as select id, plain from s.person;
            create unique index persons_id on s.persons (id);
            vacuum analyze;
            """;

    /** The tables are an application's, and so is the database. */
    private static final String OWNED = """
            do $$
            declare each text;
            begin
                for each in select oid from pg_largeobject_metadata loop
                    execute format('alter large object %%s owner to %1$s', each);
                end loop;
                execute format('alter database %%I owner to %1$s; alter schema s owner to %1$s', current_database());
                for each in select oid::regclass from pg_class where relnamespace = 's'::regnamespace and relkind in ('r', 'p', 'm') loop
                    execute format('alter table %%s owner to %1$s', each);
                end loop;
                for each in select stxname from pg_statistic_ext loop
                    execute format('alter statistics s.%%s owner to %1$s', each);
                end loop;
            end
            $$""";

    private final SampleNight sample;
    private final String text;

    private Planted(SampleNight sample, String text) {
        this.sample = sample;
        this.text = text;
    }

    static Planted in(TestDatabase database, Path folder) throws Exception {
        Random random = new SecureRandom();
        String text = random.ints(28, 0, 36)
                .mapToObj(i -> Character.toString("abcdefghijklmnopqrstuvwxyz0123456789".charAt(i)))
                .collect(Collectors.joining());
        Path directory = Files.createDirectories(folder.resolve("schedule"));
        Files.writeString(directory.resolve("schedule.yaml"), SCHEDULE);
        Files.writeString(directory.resolve("binding.yaml"), BINDING);
        JdbcTemplate superuser = new JdbcTemplate(database.dataSource());
        String lz4 = superuser
                        .queryForList(
                                "select 1 from pg_settings where name = 'default_toast_compression' and 'lz4' = any (enumvals)")
                        .isEmpty()
                ? ""
                : "compression lz4";
        String ddl = DDL.formatted(text, lz4);
        // VACUUM wants to be alone
        superuser.execute(ddl.substring(0, ddl.indexOf("vacuum")));
        superuser.execute("vacuum analyze");
        String owner = database.login("app").user();
        superuser.execute(OWNED.formatted(owner));
        SampleNight sample = SampleNight.of(database, "select 1", directory, folder.resolve("keys"));
        // only its owner removes a large object, or refreshes a view
        superuser.execute(
                "grant " + owner + " to \"" + Roles.of(database.name()).operator() + '"');
        return new Planted(sample, text);
    }

    /** What is in every column and index of what is due, and nowhere else. */
    String text() {
        return text;
    }

    SampleNight sample() {
        return sample;
    }

    JdbcTemplate superuser() {
        return new JdbcTemplate(sample.superuser());
    }

    int version() {
        return Relations.version(superuser()) / 10_000;
    }

    Night run() throws Exception {
        return WholeNight.of(sample);
    }

    /** Somebody who may do nothing but what the role may. */
    TestDatabase.Login maintainer(String name) {
        return sample.database().login(name, Roles.of(sample.database().name()).maintainer());
    }

    /** The same with all that the manual's page asks for. */
    TestDatabase.Login entitledMaintainer() throws Exception {
        TestDatabase.Login login = maintainer("keeper");
        entitleMaintainer();
        return login;
    }

    /** Grants what `check` asks for. */
    void entitleMaintainer() throws Exception {
        try (Connection connection = sample.superuser().getConnection()) {
            MaintainerGrants.of(connection, sample.workload()).all().forEach(superuser()::execute);
        }
    }

    /** What the application's own account may. */
    void grantOwner() {
        superuser()
                .execute("grant \"keepuntil_" + sample.database().name() + "_app\" to \""
                        + Roles.of(sample.database().name()).maintainer() + "\"");
    }

    @Override
    public void close() {
        sample.close();
    }
}
