-- What is known of records that are gone: by whom they can be asked for, and whether they have come back.

-- What a run writes: as before, and by whom a record that it disposed of can be asked for.
create or replace function keepuntil.append(of_run bigint, new_entries integer, new_data bytea) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if of_run is null or new_entries is null or new_data is null or new_entries < 1 or octet_length(new_data) = 0 then
        raise exception 'nothing to write to the log' using errcode = 'invalid_parameter_value';
    end if;
    if keepuntil.count_entries(new_data, array(
            select convert_to(format(E'keepuntil/1\t%s\t%s\t', kind, of_run), 'UTF8')
            from unnest(array['disposal', 'found-by', 'altered', 'late', 'file', 'transferred', 'refreshed', 'flagged', 'returned',
                'refused', 'run-start', 'run-end']) as kind)) <> new_entries then
        raise exception 'the bundle does not have % entries', new_entries using errcode = 'data_exception';
    end if;
    return keepuntil.write_bundle(of_run, new_entries, new_data);
end
$$;

-- How far a run has looked whether records of a class are there again of which the log says that they are gone. The next run goes on
-- behind the last key, and begins anew where the end was reached.
create table keepuntil.watch (
    run bigint not null references keepuntil.run,
    class text not null,
    looked bigint not null check (looked >= 0),
    found bigint not null check (found >= 0),
    reached text[],
    primary key (run, class)
);
comment on column keepuntil.watch.reached is 'the key of the last record that was looked at; null where the end was reached';
grant select on keepuntil.watch to ${operator}, ${approver}, ${auditor};
grant insert on keepuntil.watch to ${operator};

-- Records that are there again. The entry is that of the disposal, in this log or in one that was exported before a backup was restored.
create table keepuntil.returned (
    class text not null,
    reference text not null,
    entry bigint not null check (entry >= 0),
    run bigint references keepuntil.run,
    found_at timestamptz not null default clock_timestamp(),
    primary key (class, reference, entry)
);
comment on column keepuntil.returned.run is 'the run that found it; null where somebody looked after a backup was restored';
grant select on keepuntil.returned to ${operator}, ${approver}, ${auditor};
grant insert (class, reference, entry, run) on keepuntil.returned to ${operator};

-- Writes down that the log was restored from a backup, and how the one that was exported went on; as the operator.
create function keepuntil.log_restored(common bigint, new_data bytea) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    return keepuntil.write_act('restored', common, new_data);
end
$$;
grant execute on function keepuntil.log_restored(bigint, bytea) to ${operator};
