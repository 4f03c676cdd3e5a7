-- What stands between eligible and due: the stages that are done, the days that are pinned, reviews, notices, and references that went.

alter table keepuntil.candidate add column stage smallint check (stage > 0);
comment on column keepuntil.candidate.stage is 'the stage of the rule that is to act, from 1';

alter table keepuntil.plan_rule add column stage smallint not null default 1 check (stage > 0);
alter table keepuntil.plan_rule drop constraint plan_rule_pkey;
alter table keepuntil.plan_rule add primary key (run, class, rule, stage);

-- A stage of a rule, for a record that is still there: done, or its day written down before the values went from which it was worked out.
create table keepuntil.stage (
    class text not null,
    key text[] not null,
    rule text not null,
    stage smallint not null check (stage > 0),
    asked text not null,
    deed text check (deed in ('reviewed', 'copied', 'redacted', 'anonymised', 'pseudonymised')),
    done_on date,
    pinned_on date,
    primary key (class, key, rule, stage),
    check ((deed is null) = (done_on is null)),
    check (deed is not null or pinned_on is not null)
);
comment on column keepuntil.stage.asked is 'period and act of the stage in words: what is recorded is void where the schedule asks something else by now';
grant select on keepuntil.stage to ${operator}, ${approver}, ${auditor};
grant delete on keepuntil.stage to ${operator};

-- Records of which a person has to decide.
create table keepuntil.review (
    class text not null,
    key text[] not null,
    rule text not null,
    since date not null,
    primary key (class, key)
);
comment on column keepuntil.review.since is 'the day on which a run put it on the list';
grant select on keepuntil.review to ${operator}, ${approver}, ${auditor};
grant insert, update, delete on keepuntil.review to ${operator};

-- Records that were listed before their disposal. A notice is void when its ground is no longer that of the record.
create table keepuntil.notice (
    class text not null,
    key text[] not null,
    rule text not null,
    since date not null,
    state text not null,
    primary key (class, key)
);
comment on column keepuntil.notice.since is 'the day on which a run listed it';
comment on column keepuntil.notice.state is 'a digest of the schedule and of the facts on which the decision rested';
grant select on keepuntil.notice to ${operator}, ${approver}, ${auditor};
grant insert, update, delete on keepuntil.notice to ${operator};

-- Records to which others refer or did, of the classes that are kept until none does.
create table keepuntil.reference (
    class text not null,
    key text[] not null,
    gone_on date,
    primary key (class, key)
);
comment on column keepuntil.reference.gone_on is 'the day on which a run found the last reference gone; null while there is one';
grant select on keepuntil.reference to ${operator}, ${approver}, ${auditor};
grant insert, update, delete on keepuntil.reference to ${operator};

-- A day that was written down is never brought forward, and no run writes down one before its own: a notice runs in full.
create function keepuntil.require_run(from_day date) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform 1 from keepuntil.run where finished_at is null and as_of <= from_day;
    if not found then
        raise exception 'no run is under way that could write down %', from_day using errcode = 'insufficient_privilege';
    end if;
end
$$;

create function keepuntil.guard_notice() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'UPDATE' and ((new.class, new.key) is distinct from (old.class, old.key) or new.since < old.since) then
        raise exception 'a notice is not brought forward' using errcode = 'insufficient_privilege';
    end if;
    perform keepuntil.require_run(new.since);
    return new;
end
$$;
create trigger guard_notice before insert or update on keepuntil.notice for each row execute function keepuntil.guard_notice();

create function keepuntil.guard_reference() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'UPDATE' and ((new.class, new.key) is distinct from (old.class, old.key) or new.gone_on < old.gone_on) then
        raise exception 'the day on which a reference went is not brought forward' using errcode = 'insufficient_privilege';
    end if;
    if new.gone_on is not null then
        perform keepuntil.require_run(new.gone_on);
    end if;
    return new;
end
$$;
create trigger guard_reference before insert or update on keepuntil.reference
    for each row execute function keepuntil.guard_reference();
