-- Holds. Placing one waits for a batch that is under way, and no batch begins past a hold that has returned: batches take the gate in
-- share mode, those who place or release take it in row exclusive mode. The gate is a table of its own, and empty, because autovacuum
-- locks a table that has rows and batches would wait for it.

create table keepuntil.hold_gate (nothing boolean check (false));

create table keepuntil.hold (
    id bigint generated always as identity primary key,
    class text not null check (class <> ''),
    key text[] check (cardinality(key) > 0 and array_ndims(key) = 1 and array_lower(key, 1) = 1 and array_position(key, null) is null),
    kind text not null check (kind in ('litigation', 'subject-access', 'foi', 'inquiry', 'restriction', 'complaint', 'police', 'audit',
        'contested-age', 'other')),
    authority text not null check (btrim(authority) <> ''),
    reference text,
    reason text not null check (btrim(reason) <> ''),
    placed_by text not null,
    placed_at timestamptz not null,
    placed_entry bigint,
    review_on date,
    released_at timestamptz,
    released_by text,
    release_reason text check (btrim(release_reason) <> ''),
    release_entry bigint,
    check ((released_at is null) = (released_by is null) and (released_at is null) = (release_reason is null)),
    check (release_entry is null or released_at is not null)
);
comment on column keepuntil.hold.key is 'null: every record of the class. Arrays that start elsewhere than at 1 are refused: they would equal no key';
comment on column keepuntil.hold.placed_entry is 'where the log has it';
create index hold_active on keepuntil.hold (class, key) where released_at is null;
grant select on keepuntil.hold to ${operator}, ${approver}, ${auditor};
grant insert (class, key, kind, authority, reference, reason, review_on) on keepuntil.hold to ${approver};
grant update (release_reason) on keepuntil.hold to ${approver};

create function keepuntil.freeze_holds() returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    lock table keepuntil.hold_gate in share mode;
end
$$;
grant execute on function keepuntil.freeze_holds() to ${operator};

-- Whoever places or releases goes through the gate, whatever program they use. A person who does so and then leaves the transaction open
-- would stop every run: PostgreSQL ends such a session after a minute. (The setting is made here because members do not inherit a role's.)
create function keepuntil.pass_gate() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform set_config('idle_in_transaction_session_timeout', '60s', true);
    lock table keepuntil.hold_gate in row exclusive mode;
    return null;
end
$$;
create trigger pass_gate before insert or update on keepuntil.hold for each statement execute function keepuntil.pass_gate();

-- Who and when come from the session, not from what the client says. Nothing but the release of a hold ever changes it, and that once.
create function keepuntil.guard_hold() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
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
    if (new.id, new.class, new.key, new.kind, new.authority, new.reference, new.reason, new.placed_by, new.placed_at, new.review_on)
            is distinct from
            (old.id, old.class, old.key, old.kind, old.authority, old.reference, old.reason, old.placed_by, old.placed_at, old.review_on)
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
create trigger guard_hold before insert or update on keepuntil.hold for each row execute function keepuntil.guard_hold();

-- Writes the entry of a hold that this transaction has placed or released, and returns its index. It takes no other kind of entry and no
-- other hold's.
create function keepuntil.log_hold(of_hold bigint, new_data bytea) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    held keepuntil.hold;
    kind text;
    index bigint;
begin
    select * into held from keepuntil.hold where id = of_hold for update;
    kind := case
        when held.placed_entry is null and held.released_at is null then 'hold-placed'
        when held.release_entry is null and held.released_at is not null then 'hold-released'
    end;
    if held.id is null or kind is null or new_data is null then
        raise exception 'hold % has nothing to be written to the log', of_hold using errcode = 'object_not_in_prerequisite_state';
    end if;
    if keepuntil.count_entries(new_data, array[convert_to(format(E'keepuntil/1\t%s\t%s\t', kind, of_hold), 'UTF8')]) <> 1 then
        raise exception 'one entry for one hold' using errcode = 'data_exception';
    end if;
    index := keepuntil.write_bundle(null, 1, new_data);
    if kind = 'hold-placed' then
        update keepuntil.hold set placed_entry = index where id = of_hold;
    else
        update keepuntil.hold set release_entry = index where id = of_hold;
    end if;
    return index;
end
$$;
grant execute on function keepuntil.log_hold(bigint, bytea) to ${approver};

-- A hold that is not in the log does not come to be, nor does a release.
create function keepuntil.require_entry() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform 1 from keepuntil.hold
        where id = new.id and (placed_entry is null or (release_entry is null and released_at is not null));
    if found then
        raise exception 'hold % is not in the log: place and release holds with keepuntil hold', new.id
            using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;
create constraint trigger require_entry after insert or update on keepuntil.hold
    deferrable initially deferred for each row execute function keepuntil.require_entry();
