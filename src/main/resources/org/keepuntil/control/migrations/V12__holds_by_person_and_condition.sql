-- Holds on persons and by condition, beside those on a record and on a class; many placed at once.

alter table keepuntil.hold
    add column person_table text[] check (cardinality(person_table) = 2 and array_position(person_table, null) is null),
    add column conditions text[] check (cardinality(conditions) > 0 and array_ndims(conditions) = 1 and array_position(conditions, null) is null),
    add column owner text check (btrim(owner) <> ''),
    alter column class drop not null,
    add check ((class is null) = (person_table is not null)),
    add check (person_table is null or key is not null),
    add check (conditions is null or (class is not null and key is null)),
    add column scope text generated always as (
        case when person_table is not null then 'person' when conditions is not null then 'condition' when key is not null then 'record'
            else 'class' end) stored;
comment on column keepuntil.hold.person_table is 'schema and table of the person, of whom key is then the primary key: every record in which the person figures';
comment on column keepuntil.hold.conditions is 'as the schedule says `when`, a text for each that must hold: every record of the class for which they do, or may';
comment on column keepuntil.hold.key is 'of the record or, with person_table, of the person. Arrays that start elsewhere than at 1 are refused: they would equal no key';
comment on column keepuntil.hold.owner is 'who looks after it: an office rather than a person';

-- What compiles into a plan is found without looking at the many holds on single records.
create index hold_compiled on keepuntil.hold (id) where scope in ('person', 'condition');
create index hold_of_class on keepuntil.hold (class) where scope = 'class';
create index hold_person on keepuntil.hold (person_table, key) where scope = 'person';
create index hold_record on keepuntil.hold (class, key) where scope = 'record';
create index hold_review on keepuntil.hold (review_on) where released_at is null;
create index hold_released on keepuntil.hold (released_at) where released_at is not null;
drop index keepuntil.hold_active;

grant insert (person_table, conditions, owner) on keepuntil.hold to ${approver};

-- Nothing but the release of a hold ever changes it, and that once; who and when come from the session.
create or replace function keepuntil.guard_hold() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        new.placed_by := session_user;
        new.placed_at := clock_timestamp();
        new.placed_entry := null;
        new.released_at := null;
        new.released_by := null;
        new.release_reason := null;
        new.release_entry := null;
        return new;
    end if;
    if (new.id, new.class, new.key, new.person_table, new.conditions, new.kind, new.authority, new.reference, new.reason, new.placed_by,
                new.placed_at, new.review_on, new.owner)
            is distinct from
            (old.id, old.class, old.key, old.person_table, old.conditions, old.kind, old.authority, old.reference, old.reason, old.placed_by,
                old.placed_at, old.review_on, old.owner)
            or (old.placed_entry is not null and new.placed_entry is distinct from old.placed_entry)
            or (old.release_entry is not null and new.release_entry is distinct from old.release_entry) then
        raise exception 'hold % can be released, not changed', old.id using errcode = 'insufficient_privilege';
    end if;
    if new.release_reason is not distinct from old.release_reason then
        new.released_at := old.released_at;
        new.released_by := old.released_by;
    elsif old.released_at is null then
        new.released_at := clock_timestamp();
        new.released_by := session_user;
    else
        raise exception 'hold % has been released already', old.id using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$;

-- Looked at once for each hold that has no entry yet, and not again when it is given one.
drop trigger require_entry on keepuntil.hold;
create constraint trigger require_entry after insert or update on keepuntil.hold
    deferrable initially deferred for each row
    when (new.placed_entry is null or (new.released_at is not null and new.release_entry is null))
    execute function keepuntil.require_entry();

-- Writes the entries of holds that this transaction has placed, in one bundle, each beginning with its own hold's number; returns the index of
-- the first. One entry after the other, because the lock on the log's head is held to the commit: a hundred thousand are a hundred bundles.
create function keepuntil.log_holds(of_holds bigint[], new_data bytea) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    bytes constant integer not null := coalesce(octet_length(new_data), 0);
    at integer := 0;
    length integer;
    prefix bytea;
    of_hold bigint;
    index bigint;
    logged bigint;
begin
    perform 1 from keepuntil.hold where id = any (of_holds) order by id for update;
    perform 1 from unnest(of_holds) as each (id)
        where not exists (select 1 from keepuntil.hold h where h.id = each.id and h.placed_entry is null and h.released_at is null)
        or cardinality(of_holds) <> (select count(distinct i) from unnest(of_holds) as i);
    if found or coalesce(cardinality(of_holds), 0) = 0 then
        raise exception 'there are holds that have nothing to be written to the log' using errcode = 'object_not_in_prerequisite_state';
    end if;
    foreach of_hold in array of_holds loop
        if at + 2 > bytes then
            raise exception 'one entry for one hold' using errcode = 'data_exception';
        end if;
        length := get_byte(new_data, at) * 256 + get_byte(new_data, at + 1);
        prefix := convert_to(format(E'keepuntil/1\thold-placed\t%s\t', of_hold), 'UTF8');
        if at + 2 + length > bytes or octet_length(prefix) > length
                or substring(new_data from at + 3 for octet_length(prefix)) <> prefix then
            raise exception 'one entry for one hold' using errcode = 'data_exception';
        end if;
        at := at + 2 + length;
    end loop;
    if at <> bytes then
        raise exception 'one entry for one hold' using errcode = 'data_exception';
    end if;
    index := keepuntil.write_bundle(null, cardinality(of_holds), new_data);
    update keepuntil.hold set placed_entry = index + n - 1 from unnest(of_holds) with ordinality as each (id, n) where hold.id = each.id;
    get diagnostics logged = row_count;
    if logged <> cardinality(of_holds) then
        raise exception 'one entry for one hold' using errcode = 'data_exception';
    end if;
    return index;
end
$$;
grant execute on function keepuntil.log_holds(bigint[], bytea) to ${approver};
