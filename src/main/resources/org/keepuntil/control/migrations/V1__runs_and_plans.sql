-- What Keepuntil keeps about its runs: what was planned, how far it came, what was not done.
--
-- Every migration runs as the owner role, which cannot log in, so all of this belongs to nobody who works with it.
-- Approvals, requests, review decisions, notices and pinned dates will have tables of their own in later migrations, beside these:
-- written by the approver alone, tied to run.plan_digest, read by the operator.

alter default privileges revoke execute on functions from public;

grant usage on schema keepuntil to ${operator}, ${approver}, ${auditor}, ${maintainer};
grant select on keepuntil.schema_history to ${operator}, ${approver}, ${auditor}, ${maintainer};

create table keepuntil.installation (
    only_row boolean primary key default true check (only_row),
    id uuid not null default gen_random_uuid(),
    database_name text not null default current_database(),
    installed_at timestamptz not null default now(),
    token_key_id text check (token_key_id ~ '^[0-9a-f]{16}$')
);
comment on column keepuntil.installation.token_key_id is 'which key the record references of the log are made with; the key itself is never here';
insert into keepuntil.installation default values;
grant select on keepuntil.installation to ${operator}, ${approver}, ${auditor}, ${maintainer};

create table keepuntil.run (
    id bigint generated always as identity primary key,
    epoch integer not null default 1 check (epoch > 0),
    state text not null default 'planning'
        check (state in ('planning', 'running', 'finished', 'interrupted', 'failed', 'refused')),
    as_of date not null,
    started_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    schedule_digest text check (schedule_digest ~ '^[0-9a-f]{64}$'),
    binding_digest text check (binding_digest ~ '^[0-9a-f]{64}$'),
    catalog_digest text check (catalog_digest ~ '^[0-9a-f]{64}$'),
    plan_digest text check (plan_digest ~ '^[0-9a-f]{64}$'),
    report jsonb,
    operator text not null default session_user,
    exit_code integer,
    message text,
    check ((finished_at is not null) = (state in ('finished', 'failed', 'refused')))
);
comment on column keepuntil.run.epoch is 'raised by whoever takes the run over: a runner that sees another number than its own has lost it';
comment on column keepuntil.run.report is 'titles, versions and rules of the schedules as they stood when the run was planned';
grant select on keepuntil.run to ${operator}, ${approver}, ${auditor}, ${maintainer};
grant insert (as_of) on keepuntil.run to ${operator};
grant update (epoch, state, finished_at, schedule_digest, binding_digest, catalog_digest, plan_digest, report, exit_code, message)
    on keepuntil.run to ${operator};

-- What a run has once said of itself stays said: an approval and the audit trail rest on it.
create function keepuntil.guard_run() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if old.state in ('finished', 'failed', 'refused') then
        raise exception 'run % is closed', old.id using errcode = 'object_not_in_prerequisite_state';
    end if;
    if new.epoch not in (old.epoch, old.epoch + 1) then
        raise exception 'the epoch of run % can only be raised by one', old.id using errcode = 'object_not_in_prerequisite_state';
    end if;
    if old.plan_digest is not null
            and (new.schedule_digest, new.binding_digest, new.catalog_digest, new.plan_digest, new.report)
                is distinct from (old.schedule_digest, old.binding_digest, old.catalog_digest, old.plan_digest, old.report) then
        raise exception 'the plan of run % is frozen', old.id using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;
create trigger guard_run before update on keepuntil.run for each row execute function keepuntil.guard_run();

create table keepuntil.plan_class (
    run bigint not null references keepuntil.run,
    class text not null,
    total bigint not null check (total >= 0),
    statuses jsonb not null,
    primary key (run, class)
);
grant select on keepuntil.plan_class to ${operator}, ${approver}, ${auditor};
grant insert on keepuntil.plan_class to ${operator};

create table keepuntil.plan_rule (
    run bigint not null references keepuntil.run,
    class text not null,
    rule text not null,
    phrase text not null,
    act text not null,
    authority text not null,
    due bigint not null check (due >= 0),
    primary key (run, class, rule)
);
grant select on keepuntil.plan_rule to ${operator}, ${approver}, ${auditor};
grant insert on keepuntil.plan_rule to ${operator};

-- The frozen list of what a plan found due, numbered in key order: a partition for each run, which is dropped when the run is closed.
-- There is no foreign key to run, which would be checked for each of millions of rows: open_plan() looks once.
create table keepuntil.candidate (
    run bigint not null,
    class text not null,
    n bigint not null,
    key text[] not null,
    rule text,
    primary key (run, class, n)
) partition by list (run);
grant select on keepuntil.candidate to ${operator}, ${approver}, ${auditor};
grant insert on keepuntil.candidate to ${operator};

-- Makes room for the candidates of a run that is being planned. The partition is attached, which others that read the list do not wait for.
create function keepuntil.open_plan(of_run bigint) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform 1 from keepuntil.run where id = of_run and state = 'planning' for share;
    if not found then
        raise exception 'run % is not being planned', of_run using errcode = 'object_not_in_prerequisite_state';
    end if;
    execute format('create table keepuntil.%I (like keepuntil.candidate including all)', 'candidate_' || of_run);
    execute format('alter table keepuntil.candidate attach partition keepuntil.%I for values in (%s)', 'candidate_' || of_run, of_run);
end
$$;
grant execute on function keepuntil.open_plan(bigint) to ${operator};

-- Ends the planning of a run's list, and does nothing where that is done: no row is added after this, and the planner of PostgreSQL knows its size.
-- A constraint that no row can meet and that is not checked for the rows that are there does it without a trigger for each row.
create function keepuntil.freeze_plan(of_run bigint) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform 1 from pg_catalog.pg_constraint
        where conrelid = format('keepuntil.%I', 'candidate_' || of_run)::regclass and conname = 'frozen';
    if not found then
        execute format('alter table keepuntil.%I add constraint frozen check (false) not valid', 'candidate_' || of_run);
    end if;
    execute format('analyze keepuntil.%I', 'candidate_' || of_run);
end
$$;
grant execute on function keepuntil.freeze_plan(bigint) to ${operator};

-- Drops the list of a closed run: its keys are data about people. Does nothing where it is gone.
create function keepuntil.drop_plan(of_run bigint) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
begin
    perform 1 from keepuntil.run where id = of_run and state in ('finished', 'failed', 'refused');
    if not found then
        raise exception 'run % is not closed', of_run using errcode = 'object_not_in_prerequisite_state';
    end if;
    execute format('drop table if exists keepuntil.%I', 'candidate_' || of_run);
end
$$;
grant execute on function keepuntil.drop_plan(bigint) to ${operator}, ${maintainer};

create table keepuntil.progress (
    run bigint not null references keepuntil.run,
    class text not null,
    position bigint not null default 0 check (position >= 0),
    done bigint not null default 0 check (done between 0 and planned),
    planned bigint not null check (planned >= 0),
    primary key (run, class)
);
comment on column keepuntil.progress.position is 'the last candidate that was looked at; a run that is taken up again goes on after it';
grant select on keepuntil.progress to ${operator}, ${approver}, ${auditor};
grant insert, update on keepuntil.progress to ${operator};

create table keepuntil.progress_component (
    run bigint not null,
    class text not null,
    table_name text not null,
    action text not null check (action in ('removed', 'unlinked')),
    rows bigint not null check (rows >= 0),
    primary key (run, class, table_name, action),
    foreign key (run, class) references keepuntil.progress
);
grant select on keepuntil.progress_component to ${operator}, ${approver}, ${auditor};
grant insert, update on keepuntil.progress_component to ${operator};

-- A candidate that was not done, and why. The operator may take a row back: what was deferred may be done later in the same run.
create table keepuntil.outcome (
    run bigint not null references keepuntil.run,
    class text not null,
    n bigint not null,
    key_ref text not null,
    outcome text not null
        check (outcome in ('held', 'no longer due', 'gone', 'referred to', 'deferred', 'failed', 'not reached')),
    reason text,
    primary key (run, class, n)
);
comment on column keepuntil.outcome.key_ref is 'the record as the log names it: a keyed token, never its key';
grant select on keepuntil.outcome to ${operator}, ${approver}, ${auditor};
grant insert, update, delete on keepuntil.outcome to ${operator};

-- Records that a rule marks. The mark goes when the record stops being eligible.
create table keepuntil.flag (
    class text not null,
    key text[] not null,
    rule text not null,
    since date not null,
    primary key (class, key, rule)
);
grant select on keepuntil.flag to ${operator}, ${approver}, ${auditor};
grant insert, update, delete on keepuntil.flag to ${operator};
