-- What is left of rows that a run has deleted or changed, and how far that was purged: a row for each run and relation.

create table keepuntil.residue (
    run bigint not null references keepuntil.run,
    class text not null,
    relation text not null,
    rows bigint not null check (rows >= 0),
    before_xid xid8 not null,
    l1_at timestamptz,
    l2_at timestamptz,
    files jsonb,
    l3_at timestamptz,
    l3_by text,
    wal_lsn pg_lsn,
    wal_at timestamptz,
    l4_at timestamptz,
    l4_by text,
    backups_until date,
    ground_level text check (ground_level in ('L1', 'L2', 'L3', 'L4', 'L5')),
    ground text check (btrim(ground) <> ''),
    primary key (run, class, relation),
    check ((ground is null) = (ground_level is null)),
    check (l2_at is null or l1_at is not null),
    check ((l2_at is null) = (files is null)),
    check (l3_at is null or l2_at is not null),
    check ((l3_at is null) = (l3_by is null)),
    check ((wal_lsn is null) = (wal_at is null) and (wal_lsn is null or l3_at is not null)),
    check (l4_at is null or wal_at is not null),
    check ((l4_at is null) = (l4_by is null)),
    check (backups_until is null or l4_at is not null)
);
comment on table keepuntil.residue is
    'L1: deleted and committed; L2: no snapshot, slot or prepared transaction sees it; L3: files, indexes and statistics are made anew; L4: gone from the live WAL';
comment on column keepuntil.residue.class is '* where the relation has to do with several';
comment on column keepuntil.residue.relation is 'with its schema, quoted where it must be';
comment on column keepuntil.residue.before_xid is 'all that the run did has a lower transaction number';
comment on column keepuntil.residue.files is 'the files of the relation when nothing saw the rows any more: one that has a new file since was rewritten';
comment on column keepuntil.residue.wal_lsn is 'from here on the WAL has nothing of the rows';
comment on column keepuntil.residue.backups_until is 'L5: from this day on no backup holds the rows, if backups live as long as the binding says';
comment on column keepuntil.residue.ground is 'why the level of ground_level is not reached';
create index residue_open on keepuntil.residue (relation) where l4_at is null;
grant select on keepuntil.residue to ${operator}, ${approver}, ${auditor}, ${maintainer};

-- Writes an entry about what is left of a run. For the functions here only.
create function keepuntil.log_residue(of_run bigint, new_data bytea) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if new_data is null or keepuntil.count_entries(
            new_data, array[convert_to(format(E'keepuntil/1\tresidue\t%s\t', of_run), 'UTF8')]) <> 1 then
        raise exception 'one entry for one level' using errcode = 'data_exception';
    end if;
    perform keepuntil.write_bundle(of_run, 1, new_data);
end
$$;

-- A relation of which a run that is under way has removed or changed rows; all that the run did to it is committed. Where the run has done more
-- since it was last written down, all levels have to be reached again.
create function keepuntil.begin_residue(of_run bigint, of_class text, of_relation text, of_rows bigint, why text, new_data bytea) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not keepuntil.is_under_way(of_run) then
        raise exception 'run % is not under way', of_run using errcode = 'insufficient_privilege';
    end if;
    insert into keepuntil.residue (run, class, relation, rows, before_xid, l1_at, ground_level, ground)
        values (of_run, of_class, of_relation, of_rows, pg_snapshot_xmax(pg_current_snapshot()),
            case when why is null then now() end, case when why is not null then 'L1' end, why)
        on conflict (run, class, relation) do update
            set (rows, before_xid, l1_at, ground_level, ground, l2_at, files, l3_at, l3_by, wal_lsn, wal_at, l4_at, l4_by, backups_until)
                = (excluded.rows, excluded.before_xid, excluded.l1_at, excluded.ground_level, excluded.ground,
                    null, null, null, null, null, null, null, null, null);
    if why is null then
        perform keepuntil.log_residue(of_run, new_data);
    end if;
end
$$;
grant execute on function keepuntil.begin_residue(bigint, text, text, bigint, text, bytea) to ${operator};

-- The next level of a relation is reached, once.
create function keepuntil.reach_residue(of_run bigint, of_class text, of_relation text, level text, how text, now_files jsonb, until date,
        new_data bytea) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    case level
        when 'L2' then
            update keepuntil.residue set l2_at = now(), files = now_files, ground = null, ground_level = null
                where run = of_run and class = of_class and relation = of_relation and l1_at is not null and l2_at is null;
        when 'L3' then
            update keepuntil.residue set l3_at = now(), l3_by = how, ground = null, ground_level = null
                where run = of_run and class = of_class and relation = of_relation and l2_at is not null and l3_at is null;
        when 'L4' then
            update keepuntil.residue set l4_at = now(), l4_by = how, backups_until = until, ground = null, ground_level = null
                where run = of_run and class = of_class and relation = of_relation and wal_at is not null and l4_at is null;
    end case;
    if not found then
        raise exception 'level % of % in run % is reached, or the one before it is not', level, of_relation, of_run
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    perform keepuntil.log_residue(of_run, new_data);
end
$$;
grant execute on function keepuntil.reach_residue(bigint, text, text, text, text, jsonb, date, bytea) to ${operator}, ${maintainer};

-- Why a level is not reached. The level has to be the next one.
create function keepuntil.explain_residue(of_run bigint, of_class text, of_relation text, level text, why text) returns void
    language sql security definer set search_path = pg_catalog, pg_temp as $$
    update keepuntil.residue set ground_level = level, ground = why
        where run = of_run and class = of_class and relation = of_relation
            and level = case when l1_at is null then 'L1' when l2_at is null then 'L2' when l3_at is null then 'L3'
                when l4_at is null then 'L4' else 'L5' end
            and (ground_level, ground) is distinct from (level, why)
$$;
grant execute on function keepuntil.explain_residue(bigint, text, text, text, text) to ${operator}, ${maintainer};

-- All that is purged by now is not in the WAL from here on.
create function keepuntil.mark_wal() returns void
    language sql security definer set search_path = pg_catalog, pg_temp as $$
    with mark as materialized (select pg_current_wal_insert_lsn() as lsn, clock_timestamp() as at)
    update keepuntil.residue set wal_lsn = mark.lsn, wal_at = mark.at from mark
        where l3_at is not null and wal_at is null
$$;
grant execute on function keepuntil.mark_wal() to ${maintainer};

-- Those of the tables of this schema from which what was recorded of a record goes with it, key and all.
create function keepuntil.keyed_tables() returns text[]
    language sql immutable security definer set search_path = pg_catalog, pg_temp as $$
    select array['stage', 'review', 'review_decision', 'remains', 'notice', 'transfer_record', 'flag', 'reference', 'file']
$$;
grant execute on function keepuntil.keyed_tables() to ${operator}, ${maintainer};

-- Writes one of them into new files, with new indexes and statistics. They are small; the owner, who alone may do it, cannot log in.
create function keepuntil.rewrite_own(own_table text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
    key name;
begin
    if own_table is null or own_table <> all (keepuntil.keyed_tables()) then
        raise exception 'that table is not rewritten' using errcode = 'insufficient_privilege';
    end if;
    select c.relname into strict key
        from pg_index i join pg_class c on c.oid = i.indexrelid
        where i.indrelid = format('keepuntil.%I', own_table)::regclass and i.indisprimary;
    execute format('cluster keepuntil.%I using %I', own_table, key);
    -- statistics of an empty table stay when it is analyzed; to be given the type that it has is what makes a column lose them
    for key in
        select attname from pg_attribute
            where attrelid = format('keepuntil.%I', own_table)::regclass and attname in ('key', 'path') and not attisdropped
    loop
        execute format('alter table keepuntil.%I alter column %I type %s', own_table, key,
            (select format_type(atttypid, atttypmod) from pg_attribute
                where attrelid = format('keepuntil.%I', own_table)::regclass and attname = key));
    end loop;
    execute format('analyze keepuntil.%I', own_table);
end
$$;
grant execute on function keepuntil.rewrite_own(text) to ${maintainer};
