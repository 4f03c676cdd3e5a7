-- What the bindings relied on in the catalog when a run or an approver last looked: a run stops where it is not so any more.

create table keepuntil.catalog_seen (
    id bigint generated always as identity primary key,
    seen_at timestamptz not null default clock_timestamp(),
    seen_by text not null default session_user,
    accepted boolean not null,
    digest text not null check (digest ~ '^[0-9a-f]{64}$'),
    lines text[] not null
);
comment on column keepuntil.catalog_seen.accepted is 'whether an approver wrote it down, having looked at what had changed; else a run did, to which nothing had changed';
comment on column keepuntil.catalog_seen.lines is 'kind, table, another table that it concerns or nothing, and words, with tabs between them';
grant select on keepuntil.catalog_seen to ${operator}, ${approver}, ${auditor};

-- The tables that lines rely on.
create function keepuntil.tables_of(of_lines text[]) returns text[]
    language sql immutable set search_path = pg_catalog, pg_temp as $$
    select coalesce(array_agg(distinct split_part(line, E'\t', 2)), '{}') from unnest(of_lines) as line where line like E'table\t%'
$$;

-- Writes a state down, and keeps what was known of tables that it says nothing of: bindings of one database may have runs of their own.
create function keepuntil.write_catalog(new_lines text[], is_accepted boolean) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    known text[];
    present text[] := keepuntil.tables_of(new_lines);
    relied text[];
    whole text[];
begin
    if cardinality(present) = 0 then
        raise exception 'there is no table in it' using errcode = 'invalid_parameter_value';
    end if;
    lock table keepuntil.catalog_seen in exclusive mode;
    select lines into known from keepuntil.catalog_seen order by id desc limit 1;
    relied := array(select unnest(present) intersect select unnest(keepuntil.tables_of(known)));
    if not is_accepted and exists (
            select from ((select unnest(known) except select unnest(new_lines)) union all (select unnest(new_lines) except select unnest(known)))
                as changed (line)
            where split_part(line, E'\t', 2) = any (relied) or split_part(line, E'\t', 3) = any (relied)) then
        raise exception 'the tables that are relied on have changed: an approver has to look at them'
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    whole := array(
        select line from (
            select unnest(new_lines) union
            select line from unnest(known) as line
            where split_part(line, E'\t', 2) <> all (present) and split_part(line, E'\t', 3) <> all (present)) as each (line)
        order by line collate "C");
    if is_accepted or whole is distinct from known then
        insert into keepuntil.catalog_seen (accepted, digest, lines)
            values (is_accepted, encode(sha256(convert_to(array_to_string(whole, E'\n'), 'UTF8')), 'hex'), whole);
    end if;
end
$$;

create function keepuntil.see_catalog(new_lines text[]) returns void
    language sql security definer set search_path = pg_catalog, pg_temp as $$ select keepuntil.write_catalog(new_lines, false) $$;
grant execute on function keepuntil.see_catalog(text[]) to ${operator};

create function keepuntil.accept_catalog(new_lines text[]) returns void
    language sql security definer set search_path = pg_catalog, pg_temp as $$ select keepuntil.write_catalog(new_lines, true) $$;
grant execute on function keepuntil.accept_catalog(text[]) to ${approver};
