-- Requests of people under data protection law: to erase records, to object to their use, to restrict it. An approver receives and decides
-- them, record by record. A granted erasure makes its record eligible at once, restriction is a hold.

create table keepuntil.request (
    id bigint generated always as identity primary key,
    kind text not null check (kind in ('erase', 'object', 'restrict')),
    person_table text check (person_table <> ''),
    person_key text[] check (cardinality(person_key) > 0 and array_ndims(person_key) = 1 and array_lower(person_key, 1) = 1
        and array_position(person_key, null) is null),
    given_on date,
    received_on date not null,
    due_on date generated always as ((received_on + interval '1 month')::date) stored,
    requester text not null check (btrim(requester) <> ''),
    reference text check (btrim(reference) <> ''),
    recorded_by text not null,
    recorded_at timestamptz not null,
    entry bigint,
    withdrawn_at timestamptz,
    withdrawn_by text,
    withdraw_reason text check (btrim(withdraw_reason) <> ''),
    withdraw_entry bigint,
    check ((person_table is null) = (person_key is null)),
    check (given_on <= received_on),
    check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdraw_reason is null)),
    check (withdraw_entry is null or withdrawn_at is not null)
);
comment on column keepuntil.request.person_table is 'the person whom it is about, by a row; null where it is about a record';
comment on column keepuntil.request.due_on is
    'Article 12(3) UK GDPR: one month from receipt, the corresponding day of the next month or, where there is none, its last';
comment on column keepuntil.request.requester is 'who asked';
grant select on keepuntil.request to ${operator}, ${approver}, ${auditor};
grant insert (kind, person_table, person_key, given_on, received_on, requester, reference) on keepuntil.request to ${approver};
grant update (withdraw_reason) on keepuntil.request to ${approver};

-- The records that a request is about. Each is granted or refused by itself.
create table keepuntil.request_record (
    id bigint generated always as identity primary key,
    request bigint not null references keepuntil.request,
    class text not null check (class <> ''),
    key text[] not null check (cardinality(key) > 0 and array_ndims(key) = 1 and array_lower(key, 1) = 1 and array_position(key, null) is null),
    others boolean not null default false,
    hold bigint,
    decision text check (decision in ('granted', 'refused')),
    ground text check (btrim(ground) <> ''),
    decided_by text,
    decided_at timestamptz,
    entry bigint,
    gone_run bigint references keepuntil.run,
    unique (request, class, key),
    check ((decision is null) = (ground is null) and (decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)),
    check (entry is null or decision is not null)
);
comment on column keepuntil.request_record.others is 'somebody else figures in the record too, so it is granted by its name alone';
comment on column keepuntil.request_record.hold is 'the hold that restricts it';
comment on column keepuntil.request_record.gone_run is 'the run that destroyed it: a record that bears the key later is another';
create index request_record_open on keepuntil.request_record (class, key) where gone_run is null;
grant select on keepuntil.request_record to ${operator}, ${approver}, ${auditor};
grant insert (request, class, key, others, hold) on keepuntil.request_record to ${approver};
grant update (decision, ground, hold) on keepuntil.request_record to ${approver};
grant update (gone_run) on keepuntil.request_record to ${operator};

-- The records whose erasure is granted, and still to be done.
create view keepuntil.erasure as
    select d.class, d.key, d.decided_at as granted_at, d.request
    from keepuntil.request_record d join keepuntil.request q on q.id = d.request
    where q.kind = 'erase' and q.withdrawn_at is null and d.decision = 'granted' and d.gone_run is null;
grant select on keepuntil.erasure to ${operator}, ${approver}, ${auditor};

-- What makes records go or stay waits for a batch that is under way. A run that writes down what it has destroyed has the gate already.
create trigger pass_gate before insert or update of withdraw_reason on keepuntil.request
    for each statement execute function keepuntil.pass_gate();
create trigger pass_gate before insert or update of decision, ground, hold on keepuntil.request_record
    for each statement execute function keepuntil.pass_gate();

-- Who and when come from the session. Nothing but its withdrawal ever changes a request, and that once.
create function keepuntil.guard_request() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        -- a day of grace, for the day of the schedule's zone may have begun where this server's has not
        if new.received_on > (clock_timestamp() at time zone 'UTC')::date + 1 then
            raise exception 'no request is received on a day to come' using errcode = 'invalid_parameter_value';
        end if;
        new.recorded_by := session_user;
        new.recorded_at := clock_timestamp();
        new.entry := null;
        new.withdrawn_at := null;
        new.withdrawn_by := null;
        new.withdraw_reason := null;
        new.withdraw_entry := null;
        return new;
    end if;
    if (new.id, new.kind, new.person_table, new.person_key, new.given_on, new.received_on, new.requester, new.reference, new.recorded_by,
            new.recorded_at)
            is distinct from
            (old.id, old.kind, old.person_table, old.person_key, old.given_on, old.received_on, old.requester, old.reference, old.recorded_by,
            old.recorded_at)
            or (old.entry is not null and new.entry is distinct from old.entry)
            or (old.withdraw_entry is not null and new.withdraw_entry is distinct from old.withdraw_entry) then
        raise exception 'request % can be withdrawn, not changed', old.id using errcode = 'insufficient_privilege';
    end if;
    if new.withdraw_reason is not distinct from old.withdraw_reason then
        new.withdrawn_at := old.withdrawn_at;
        new.withdrawn_by := old.withdrawn_by;
    elsif old.withdrawn_at is null then
        new.withdrawn_at := clock_timestamp();
        new.withdrawn_by := session_user;
    else
        raise exception 'request % has been withdrawn already', old.id using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$;
create trigger guard_request before insert or update on keepuntil.request for each row execute function keepuntil.guard_request();

-- Records are named with the request, not after it, and each is decided once. A run says once that it has destroyed one.
create function keepuntil.guard_request_record() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if new.hold is not null and (tg_op = 'INSERT' or new.hold is distinct from old.hold) then
        perform 1 from keepuntil.hold h
            where h.id = new.hold and h.kind = 'restriction' and h.class = new.class and h.key = new.key and h.released_at is null;
        if not found then
            raise exception 'hold % does not restrict the record', new.hold using errcode = 'object_not_in_prerequisite_state';
        end if;
    end if;
    if tg_op = 'INSERT' then
        perform 1 from keepuntil.request where id = new.request and entry is null;
        if not found then
            raise exception 'request % names the records that it names', new.request using errcode = 'insufficient_privilege';
        end if;
        new.decision := null;
        new.ground := null;
        new.decided_by := null;
        new.decided_at := null;
        new.entry := null;
        new.gone_run := null;
        return new;
    end if;
    if (new.id, new.request, new.class, new.key, new.others) is distinct from (old.id, old.request, old.class, old.key, old.others)
            or (old.hold is not null and new.hold is distinct from old.hold)
            or (old.entry is not null and new.entry is distinct from old.entry)
            or (old.decision is not null and (new.decision, new.ground) is distinct from (old.decision, old.ground)) then
        raise exception 'a record of request % is decided once', old.request using errcode = 'insufficient_privilege';
    end if;
    new.decided_by := old.decided_by;
    new.decided_at := old.decided_at;
    if new.decision is not null and old.decision is null then
        perform 1 from keepuntil.request where id = new.request and withdrawn_at is null;
        if not found then
            raise exception 'request % is withdrawn', new.request using errcode = 'object_not_in_prerequisite_state';
        end if;
        new.decided_by := session_user;
        new.decided_at := clock_timestamp();
    end if;
    if new.gone_run is distinct from old.gone_run then
        perform 1 from keepuntil.run where id = new.gone_run and finished_at is null;
        if old.gone_run is not null or not found then
            raise exception 'no run is under way that could have destroyed it' using errcode = 'insufficient_privilege';
        end if;
    end if;
    return new;
end
$$;
create trigger guard_request_record before insert or update on keepuntil.request_record
    for each row execute function keepuntil.guard_request_record();

-- Writes the entry of a request that this transaction has received or withdrawn, and returns its index.
create function keepuntil.log_request(of_request bigint, new_data bytea) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    asked keepuntil.request;
    kind text;
    index bigint;
begin
    select * into asked from keepuntil.request where id = of_request for update;
    kind := case
        when asked.entry is null and asked.withdrawn_at is null then 'request-received'
        when asked.withdraw_entry is null and asked.withdrawn_at is not null then 'request-withdrawn'
    end;
    if asked.id is null or kind is null then
        raise exception 'request % has nothing to be written to the log', of_request using errcode = 'object_not_in_prerequisite_state';
    end if;
    index := keepuntil.write_act(kind, of_request, new_data);
    if kind = 'request-received' then
        update keepuntil.request set entry = index where id = of_request;
    else
        update keepuntil.request set withdraw_entry = index where id = of_request;
    end if;
    return index;
end
$$;
grant execute on function keepuntil.log_request(bigint, bytea) to ${approver};

-- The same of the decision about a record; the entry bears the request's number.
create function keepuntil.log_request_decision(of_record bigint, new_data bytea) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    decided keepuntil.request_record;
    index bigint;
begin
    select * into decided from keepuntil.request_record where id = of_record for update;
    if decided.decision is null or decided.entry is not null then
        raise exception 'record % of a request has nothing to be written to the log', of_record
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    index := keepuntil.write_act('request-' || decided.decision, decided.request, new_data);
    update keepuntil.request_record set entry = index where id = of_record;
    return index;
end
$$;
grant execute on function keepuntil.log_request_decision(bigint, bytea) to ${approver};

-- A request that is not in the log does not come to be, nor does a decision. What is restricted is held.
create function keepuntil.require_request_entry() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform 1 from keepuntil.request
        where id = new.id and (entry is null or (withdraw_entry is null and withdrawn_at is not null));
    if found then
        raise exception 'request % is not in the log: record and withdraw requests with keepuntil request', new.id
            using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;
create constraint trigger require_request_entry after insert or update on keepuntil.request
    deferrable initially deferred for each row execute function keepuntil.require_request_entry();

create function keepuntil.require_request_record_entry() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform 1 from keepuntil.request_record where id = new.id and decision is not null and entry is null;
    if found then
        raise exception 'the decision on request % is not in the log: decide with keepuntil request', new.request
            using errcode = 'insufficient_privilege';
    end if;
    perform 1 from keepuntil.request_record d join keepuntil.request q on q.id = d.request
        where d.id = new.id and d.hold is null
            and (q.kind = 'object' and d.decision is distinct from 'refused' or q.kind = 'restrict' and d.decision = 'granted');
    if found then
        raise exception 'request % restricts a record that is not held', new.request using errcode = 'object_not_in_prerequisite_state';
    end if;
    return null;
end
$$;
create constraint trigger require_request_record_entry after insert or update on keepuntil.request_record
    deferrable initially deferred for each row execute function keepuntil.require_request_record_entry();
