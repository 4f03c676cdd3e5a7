-- The log as others can verify it: the keys that sign it, the tiles of its Merkle tree, and the signed checkpoints. None of it is believed
-- when the log is verified: all is computed again from the entries.

create table keepuntil.log_key (
    vkey text primary key,
    added_entry bigint not null,
    added_at timestamptz not null,
    retired_at timestamptz check (retired_at >= added_at)
);
comment on table keepuntil.log_key is 'the public keys of the log; the private ones never enter the database';
create unique index log_key_in_force on keepuntil.log_key ((true)) where retired_at is null;

create table keepuntil.log_tile (
    level integer not null check (level >= 0),
    index bigint not null check (index >= 0),
    data bytea not null check (octet_length(data) = 8192),
    primary key (level, index)
);
comment on table keepuntil.log_tile is 'full tiles alone, as C2SP tlog-tiles has them';
alter table keepuntil.log_tile alter column data set storage external;

create table keepuntil.checkpoint (
    size bigint primary key check (size > 0),
    root bytea not null check (octet_length(root) = 32),
    note text not null,
    run bigint references keepuntil.run,
    sealed_at timestamptz not null
);
comment on column keepuntil.checkpoint.note is 'what was signed; the other columns are read from it';
grant select on keepuntil.log_key, keepuntil.log_tile, keepuntil.checkpoint to ${operator}, ${approver}, ${auditor};

-- How many entries a bundle has. Refuses one that is cut short, and an entry that begins with none of the prefixes. Most entries of a
-- bundle are of the kind of the one before, so that one's prefix is tried first: a run writes a hundred thousand entries a second and more.
create or replace function keepuntil.count_entries(data bytea, prefixes bytea[]) returns integer
    language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    bytes constant integer not null := octet_length(data);
    at integer := 0;
    length integer;
    entries integer := 0;
    prefix bytea := prefixes[1];
    prefix_length integer := octet_length(prefixes[1]);
begin
    while at < bytes loop
        if at + 2 > bytes then
            raise exception 'the bundle is cut short' using errcode = 'data_exception';
        end if;
        length := get_byte(data, at) * 256 + get_byte(data, at + 1);
        if at + 2 + length > bytes then
            raise exception 'the bundle is cut short' using errcode = 'data_exception';
        end if;
        if prefix_length > length or substring(data from at + 3 for prefix_length) <> prefix then
            select p, octet_length(p) into prefix, prefix_length from unnest(prefixes) p
                where octet_length(p) <= length and substring(data from at + 3 for octet_length(p)) = p;
            if not found then
                raise exception 'entry % of the bundle is not one that may be written here', entries + 1
                    using errcode = 'insufficient_privilege';
            end if;
        end if;
        at := at + 2 + length;
        entries := entries + 1;
    end loop;
    return entries;
end
$$;

-- Writes the entry of a key that signs the log from now on in the place of the one before, and returns its index. Whoever runs does not
-- choose the key.
create function keepuntil.log_key(new_vkey text, new_data bytea) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    fields text[];
    in_force text;
    index bigint;
begin
    perform 1 from keepuntil.log_head for update;
    if new_vkey is null or new_data is null
            or keepuntil.count_entries(new_data, array[convert_to(format(E'keepuntil/1\tkey\t%s\t', new_vkey), 'UTF8')]) <> 1 then
        raise exception 'one entry for one key' using errcode = 'data_exception';
    end if;
    perform 1 from keepuntil.installation where starts_with(new_vkey, format('keepuntil/%s+', id));
    if not found then
        raise exception 'the key is for the log of another database' using errcode = 'data_exception';
    end if;
    fields := string_to_array(convert_from(substring(new_data from 3), 'UTF8'), E'\t');
    select vkey into in_force from keepuntil.log_key where retired_at is null;
    if fields[5] is distinct from coalesce(in_force, '') then
        raise exception 'the key in force is %', coalesce(in_force, 'none') using errcode = 'object_not_in_prerequisite_state';
    end if;
    index := keepuntil.write_bundle(null, 1, new_data);
    update keepuntil.log_key set retired_at = fields[4]::timestamptz where retired_at is null;
    insert into keepuntil.log_key (vkey, added_entry, added_at) values (new_vkey, index, fields[4]::timestamptz);
    return index;
end
$$;
grant execute on function keepuntil.log_key(text, bytea) to ${approver};

-- Keeps tiles that have become full: each once, from the left, no further than the log goes.
create function keepuntil.add_tiles(levels integer[], indexes bigint[], new_data bytea[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into keepuntil.log_tile (level, index, data)
        select t.level, t.index, t.data from unnest(levels, indexes, new_data) as t (level, index, data);
    perform 1 from unnest(levels, indexes) as t (level, index)
        where (t.index + 1) * (256::numeric ^ (t.level + 1)) > (select size from keepuntil.log_head)
            or (t.index > 0 and not exists (select from keepuntil.log_tile b where (b.level, b.index) = (t.level, t.index - 1)));
    if found then
        raise exception 'tiles are kept from the left to the right, as far as the log goes' using errcode = 'data_exception';
    end if;
end
$$;
grant execute on function keepuntil.add_tiles(integer[], bigint[], bytea[]) to ${operator}, ${approver};

-- Keeps a checkpoint that was signed outside. A later one is of a longer log; none is ever replaced.
create function keepuntil.seal(new_note text) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    lines constant text[] := string_to_array(new_note, E'\n');
    new_size bigint;
    last_size bigint;
begin
    perform 1 from keepuntil.installation where lines[1] = 'keepuntil/' || id;
    if not found or lines[2] !~ '^[1-9][0-9]{0,17}$' or lines[4] !~ '^sealed [-0-9]+T[0-9:]+Z$' or lines[6] !~ '^(run [1-9][0-9]{0,17})?$' then
        raise exception 'that is no checkpoint of this log' using errcode = 'data_exception';
    end if;
    new_size := lines[2]::bigint;
    select coalesce(max(size), 0) into last_size from keepuntil.checkpoint;
    perform 1 from keepuntil.log_head h
        where new_size <= h.size and new_size > last_size and lines[5] = 'after ' || last_size
            and new_size / 256 = coalesce((select max(t.index) + 1 from keepuntil.log_tile t where t.level = 0), 0);
    if not found then
        raise exception 'a checkpoint is of more entries than the last, and has its tiles' using errcode = 'object_not_in_prerequisite_state';
    end if;
    insert into keepuntil.checkpoint (size, root, note, run, sealed_at)
        values (new_size, decode(lines[3], 'base64'), new_note, nullif(substring(lines[6] from 5), '')::bigint,
            substring(lines[4] from 8)::timestamptz);
    return new_size;
end
$$;
grant execute on function keepuntil.seal(text) to ${operator}, ${approver};
