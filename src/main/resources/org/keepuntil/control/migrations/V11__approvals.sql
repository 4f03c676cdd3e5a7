-- Plans that are stored until somebody has approved them, and what approvers have said. Nothing is destroyed or changed without.

alter table keepuntil.run drop constraint run_state_check;
alter table keepuntil.run add constraint run_state_check
    check (state in ('planning', 'planned', 'running', 'finished', 'interrupted', 'failed', 'refused'));

alter table keepuntil.run add column schedules text[];
comment on column keepuntil.run.schedules is 'the schedules of a plan that waits, as whoever approves it approves them';
grant update (schedules) on keepuntil.run to ${operator};

create function keepuntil.guard_schedules() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception 'the plan of run % is frozen', old.id using errcode = 'object_not_in_prerequisite_state';
end
$$;
create trigger guard_schedules before update on keepuntil.run
    for each row when (old.plan_digest is not null and new.schedules is distinct from old.schedules)
    execute function keepuntil.guard_schedules();

alter table keepuntil.candidate add column ground text;
comment on column keepuntil.candidate.ground is 'on what the decision rested: an approval of the plan does not cover the record where this has changed since';

-- Writes the entry of what a person has done, for the functions here only, and returns its index.
create function keepuntil.write_act(kind text, id bigint, data bytea) returns bigint
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if data is null or keepuntil.count_entries(data, array[convert_to(format(E'keepuntil/1\t%s\t%s\t', kind, id), 'UTF8')]) <> 1 then
        raise exception 'one entry for one act' using errcode = 'data_exception';
    end if;
    return keepuntil.write_bundle(null, 1, data);
end
$$;

create table keepuntil.approval (
    id bigint generated always as identity primary key,
    kind text not null check (kind in ('plan', 'standing', 'rejection')),
    run bigint references keepuntil.run,
    plan_digest text check (plan_digest ~ '^[0-9a-f]{64}$'),
    schedule_digest text not null check (schedule_digest ~ '^[0-9a-f]{64}$'),
    binding_digest text not null check (binding_digest ~ '^[0-9a-f]{64}$'),
    catalog_digest text not null check (catalog_digest ~ '^[0-9a-f]{64}$'),
    schedules text[] not null default '{}',
    reason text check (btrim(reason) <> ''),
    approved_by text not null,
    approved_at timestamptz not null,
    expires_at timestamptz not null,
    entry bigint,
    withdrawn_at timestamptz,
    withdrawn_by text,
    withdraw_reason text check (btrim(withdraw_reason) <> ''),
    withdraw_entry bigint,
    check ((kind = 'standing') = (run is null) and (run is null) = (plan_digest is null)),
    check (kind <> 'rejection' or reason is not null),
    check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdraw_reason is null)),
    check (withdraw_entry is null or withdrawn_at is not null)
);
comment on column keepuntil.approval.schedules is 'the schedules as they were approved, so that the next approver sees what has changed since';
create index approval_run on keepuntil.approval (run);
grant select on keepuntil.approval to ${operator}, ${approver}, ${auditor};
grant insert (kind, run, plan_digest, schedule_digest, binding_digest, catalog_digest, schedules, reason, expires_at)
    on keepuntil.approval to ${approver};
grant update (withdraw_reason) on keepuntil.approval to ${approver};

-- What a standing approval covers.
create table keepuntil.approval_rule (
    approval bigint not null references keepuntil.approval,
    class text not null,
    rule text not null,
    primary key (approval, class, rule)
);
grant select on keepuntil.approval_rule to ${operator}, ${approver}, ${auditor};
grant insert on keepuntil.approval_rule to ${approver};

create trigger pass_gate before insert or update on keepuntil.approval
    for each statement execute function keepuntil.pass_gate();

-- Who and when come from the session. Whoever made a plan does not approve it: two people look at what is destroyed. A superuser could
-- do all of it in other ways, so the rule would only hide what is so.
create function keepuntil.guard_approval() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    planned keepuntil.run;
begin
    if tg_op = 'UPDATE' then
        if (new.id, new.kind, new.run, new.plan_digest, new.schedule_digest, new.binding_digest, new.catalog_digest, new.schedules,
                new.reason, new.approved_by, new.approved_at, new.expires_at)
                is distinct from
                (old.id, old.kind, old.run, old.plan_digest, old.schedule_digest, old.binding_digest, old.catalog_digest, old.schedules,
                old.reason, old.approved_by, old.approved_at, old.expires_at)
                or (old.entry is not null and new.entry is distinct from old.entry)
                or (old.withdraw_entry is not null and new.withdraw_entry is distinct from old.withdraw_entry)
                or old.kind = 'rejection' and new.withdraw_reason is not null then
            raise exception 'approval % can be withdrawn, not changed', old.id using errcode = 'insufficient_privilege';
        end if;
        if new.withdraw_reason is not distinct from old.withdraw_reason then
            new.withdrawn_at := old.withdrawn_at;
            new.withdrawn_by := old.withdrawn_by;
        elsif old.withdrawn_at is null then
            new.withdrawn_at := clock_timestamp();
            new.withdrawn_by := session_user;
        else
            raise exception 'approval % has been withdrawn already', old.id using errcode = 'insufficient_privilege';
        end if;
        return new;
    end if;
    new.approved_by := session_user;
    new.approved_at := clock_timestamp();
    new.entry := null;
    new.withdrawn_at := null;
    new.withdrawn_by := null;
    new.withdraw_reason := null;
    new.withdraw_entry := null;
    if new.kind = 'standing' then
        new.expires_at := least(coalesce(new.expires_at, 'infinity'), new.approved_at + interval '1 year');
        return new;
    end if;
    new.expires_at := new.approved_at + interval '30 days';
    select * into planned from keepuntil.run where id = new.run for update;
    if planned.state is distinct from 'planned' or planned.plan_digest is distinct from new.plan_digest
            or (planned.schedule_digest, planned.binding_digest, planned.catalog_digest)
                is distinct from (new.schedule_digest, new.binding_digest, new.catalog_digest) then
        raise exception 'run % has no such plan that waits', new.run using errcode = 'object_not_in_prerequisite_state';
    end if;
    if new.kind = 'plan' and planned.operator = session_user
            and not (select rolsuper from pg_catalog.pg_roles where rolname = session_user) then
        raise exception 'whoever made a plan does not approve it' using errcode = 'insufficient_privilege';
    end if;
    new.schedules := coalesce(planned.schedules, '{}');
    perform 1 from keepuntil.approval
        where run = new.run and kind = 'plan' and withdrawn_at is null and expires_at > clock_timestamp();
    if found and new.kind = 'plan' then
        raise exception 'the plan of run % is approved already', new.run using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;
create trigger guard_approval before insert or update on keepuntil.approval
    for each row execute function keepuntil.guard_approval();

-- Rules are named with the approval, not after it.
create function keepuntil.guard_approval_rule() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform 1 from keepuntil.approval where id = new.approval and kind = 'standing' and entry is null;
    if not found then
        raise exception 'approval % covers what it covers', new.approval using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$;
create trigger guard_approval_rule before insert on keepuntil.approval_rule
    for each row execute function keepuntil.guard_approval_rule();

-- Writes the entry of an approval that this transaction has given, refused or withdrawn. A plan that is rejected is closed with it.
create function keepuntil.log_approval(of_approval bigint, new_data bytea) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    given keepuntil.approval;
    kind text;
    index bigint;
begin
    select * into given from keepuntil.approval where id = of_approval for update;
    kind := case
        when given.entry is null and given.kind = 'plan' then 'plan-approved'
        when given.entry is null and given.kind = 'standing' then 'standing-approved'
        when given.entry is null and given.kind = 'rejection' then 'plan-rejected'
        when given.withdraw_entry is null and given.withdrawn_at is not null then 'approval-withdrawn'
    end;
    if given.id is null or kind is null then
        raise exception 'approval % has nothing to be written to the log', of_approval using errcode = 'object_not_in_prerequisite_state';
    end if;
    index := keepuntil.write_act(kind, of_approval, new_data);
    if kind = 'approval-withdrawn' then
        update keepuntil.approval set withdraw_entry = index where id = of_approval;
    else
        update keepuntil.approval set entry = index where id = of_approval;
    end if;
    if kind = 'plan-rejected' then
        update keepuntil.run set state = 'refused', finished_at = clock_timestamp(), message = 'the plan was rejected' where id = given.run;
    end if;
    return index;
end
$$;
grant execute on function keepuntil.log_approval(bigint, bytea) to ${approver};

create function keepuntil.require_approval_entry() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform 1 from keepuntil.approval
        where id = new.id and (entry is null or (withdraw_entry is null and withdrawn_at is not null));
    if found then
        raise exception 'approval % is not in the log: approve and withdraw with keepuntil', new.id
            using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;
create constraint trigger require_approval_entry after insert or update on keepuntil.approval
    deferrable initially deferred for each row execute function keepuntil.require_approval_entry();

-- The standing approvals that are in force for what a run rests on: each rule with the approval that covers it, the newest.
create function keepuntil.standing_approvals(schedule text, binding text, catalog text)
    returns table (approval bigint, class text, rule text, approved_at timestamptz)
    language sql stable set search_path = pg_catalog, pg_temp as $$
    select distinct on (c.class, c.rule) a.id, c.class, c.rule, a.approved_at
    from keepuntil.approval a join keepuntil.approval_rule c on c.approval = a.id
    where a.kind = 'standing' and a.withdrawn_at is null and a.expires_at > clock_timestamp()
        and (a.schedule_digest, a.binding_digest, a.catalog_digest) = ($1, $2, $3)
    order by c.class, c.rule, a.approved_at desc
$$;
grant execute on function keepuntil.standing_approvals(text, text, text) to ${operator}, ${approver}, ${auditor};

-- The approval in force of a run's very plan.
create function keepuntil.plan_approval(of_run bigint)
    returns table (approval bigint, approved_at timestamptz)
    language sql stable set search_path = pg_catalog, pg_temp as $$
    select a.id, a.approved_at
    from keepuntil.approval a join keepuntil.run r on r.id = a.run
    where a.run = of_run and a.kind = 'plan' and a.withdrawn_at is null and a.expires_at > clock_timestamp()
        and a.plan_digest = r.plan_digest
    order by a.approved_at desc limit 1
$$;
grant execute on function keepuntil.plan_approval(bigint) to ${operator}, ${approver}, ${auditor};

-- What a run would do that nobody has approved, or not any more.
create function keepuntil.unapproved(of_run bigint) returns table (class text, rule text)
    language sql stable set search_path = pg_catalog, pg_temp as $$
    select p.class, p.rule
    from keepuntil.run r join keepuntil.plan_rule p on p.run = r.id
    where r.id = of_run and p.due > 0 and p.act in ('destroy', 'redact', 'anonymise')
        and not exists (select from keepuntil.plan_approval(of_run))
        and not exists (
            select from keepuntil.standing_approvals(r.schedule_digest, r.binding_digest, r.catalog_digest) s
            where (s.class, s.rule) = (p.class, p.rule))
$$;
grant execute on function keepuntil.unapproved(bigint) to ${operator}, ${approver}, ${auditor};

-- A run begins to act, or to act again, when all that it would do is approved.
create function keepuntil.require_approval() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform 1 from keepuntil.unapproved(new.id);
    if found then
        raise exception 'nobody has approved what run % would do', new.id using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;
create trigger require_approval after update of state on keepuntil.run
    for each row when (new.state = 'running' and old.state is distinct from new.state)
    execute function keepuntil.require_approval();
