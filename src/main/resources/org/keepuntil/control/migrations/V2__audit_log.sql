-- The log: entries in bundles, each an entry's length in two bytes (big-endian) and the entry. No sequence numbers them, for sequences
-- leave gaps: the lock on the head's row puts them in order, and it is held until the commit.

create table keepuntil.log_head (
    only_row boolean primary key default true check (only_row),
    size bigint not null check (size >= 0)
);
insert into keepuntil.log_head (size) values (0);

create table keepuntil.log_bundle (
    first bigint primary key,
    entries integer not null check (entries > 0),
    data bytea not null,
    run bigint references keepuntil.run
);
create index log_bundle_run on keepuntil.log_bundle (run, first);
grant select on keepuntil.log_head, keepuntil.log_bundle to ${operator}, ${approver}, ${auditor};

-- How many entries a bundle has. Refuses one that is cut short, and an entry that begins with none of the prefixes: they say what the
-- caller may write, so that nobody writes in another's name.
create function keepuntil.count_entries(data bytea, prefixes bytea[]) returns integer
    language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    bytes constant integer not null := octet_length(data);
    at integer := 0;
    length integer;
    entries integer := 0;
    prefix bytea;
    allowed boolean;
begin
    while at < bytes loop
        if at + 2 > bytes then
            raise exception 'the bundle is cut short' using errcode = 'data_exception';
        end if;
        length := get_byte(data, at) * 256 + get_byte(data, at + 1);
        if at + 2 + length > bytes then
            raise exception 'the bundle is cut short' using errcode = 'data_exception';
        end if;
        allowed := false;
        foreach prefix in array prefixes loop
            allowed := octet_length(prefix) <= length and substring(data from at + 3 for octet_length(prefix)) = prefix;
            exit when allowed;
        end loop;
        if not allowed then
            raise exception 'entry % of the bundle is not one that may be written here', entries + 1 using errcode = 'insufficient_privilege';
        end if;
        at := at + 2 + length;
        entries := entries + 1;
    end loop;
    return entries;
end
$$;

-- Puts a bundle at the end and returns the index of its first entry. For the functions here only.
create function keepuntil.write_bundle(of_run bigint, new_entries integer, new_data bytea) returns bigint
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    start bigint;
begin
    update keepuntil.log_head set size = size + new_entries returning size - new_entries into strict start;
    insert into keepuntil.log_bundle (first, entries, data, run) values (start, new_entries, new_data, of_run);
    return start;
end
$$;

-- What a run writes: its start, what became of records, its end, each bearing the run's own number.
create function keepuntil.append(of_run bigint, new_entries integer, new_data bytea) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if of_run is null or new_entries is null or new_data is null or new_entries < 1 or octet_length(new_data) = 0 then
        raise exception 'nothing to write to the log' using errcode = 'invalid_parameter_value';
    end if;
    if keepuntil.count_entries(new_data, array(
            select convert_to(format(E'keepuntil/1\t%s\t%s\t', kind, of_run), 'UTF8')
            from unnest(array['disposal', 'flagged', 'run-start', 'run-end']) as kind)) <> new_entries then
        raise exception 'the bundle does not have % entries', new_entries using errcode = 'data_exception';
    end if;
    return keepuntil.write_bundle(of_run, new_entries, new_data);
end
$$;
grant execute on function keepuntil.append(bigint, integer, bytea) to ${operator};
