-- Acts that leave the record: stages that are done and days that are pinned, written by the run that does them; what was left; and what
-- was counted before it went.

alter table keepuntil.progress_component drop constraint progress_component_action_check;
alter table keepuntil.progress_component add constraint progress_component_action_check
    check (action in ('removed', 'unlinked', 'changed'));

grant insert, update on keepuntil.stage to ${operator};
alter table keepuntil.stage add column appeared_on date;
comment on column keepuntil.stage.appeared_on is 'the day on which a run found data in the record that the act had not left there';

-- Only a run that is under way writes down that a stage is done. A pinned day is never brought forward while the stage asks the same.
create function keepuntil.guard_stage() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    -- that a person has decided is not for a run to say
    if new.deed = 'reviewed' and (tg_op = 'INSERT' or new.deed is distinct from old.deed) then
        raise exception 'a run reviews nothing' using errcode = 'insufficient_privilege';
    end if;
    if tg_op = 'UPDATE' then
        if (new.class, new.key, new.rule, new.stage) is distinct from (old.class, old.key, old.rule, old.stage) then
            raise exception 'a stage is not given to another record' using errcode = 'insufficient_privilege';
        end if;
        if new.asked = old.asked and old.pinned_on is not null
                and (new.pinned_on is null or new.pinned_on < old.pinned_on) then
            raise exception 'a pinned day is not brought forward' using errcode = 'insufficient_privilege';
        end if;
    end if;
    if new.done_on is not null and (tg_op = 'INSERT' or new.done_on is distinct from old.done_on) then
        perform keepuntil.require_run(new.done_on);
    else
        perform 1 from keepuntil.run where finished_at is null;
        if not found then
            raise exception 'no run is under way' using errcode = 'insufficient_privilege';
        end if;
    end if;
    return new;
end
$$;
create trigger guard_stage before insert or update on keepuntil.stage for each row execute function keepuntil.guard_stage();

-- What an act left of a record, a keyed digest a table: what is there beside it later is new. No value can be read from it.
create table keepuntil.remains (
    class text not null,
    key text[] not null,
    rule text not null,
    stage smallint not null,
    table_name text not null,
    digest bytea not null,
    appeared boolean not null default false,
    primary key (class, key, rule, stage, table_name)
);
grant select on keepuntil.remains to ${operator}, ${approver}, ${auditor};
grant insert, update, delete on keepuntil.remains to ${operator};

-- How many records a run disposed of, by the values that the schedule names. Small numbers are here as they are: every output hides them.
create table keepuntil.statistic (
    run bigint not null references keepuntil.run,
    class text not null,
    rule text not null,
    names text[] not null,
    value text[] not null check (cardinality(value) = cardinality(names)),
    records bigint not null check (records > 0),
    primary key (run, class, rule, value)
);
grant select on keepuntil.statistic to ${operator}, ${approver}, ${auditor};
grant insert, update on keepuntil.statistic to ${operator};

-- The smallest group of records that are alike, before and after a run's acts.
create table keepuntil.anonymity (
    run bigint not null references keepuntil.run,
    class text not null,
    k integer not null check (k > 1),
    columns text[] not null,
    records bigint not null check (records >= 0),
    smallest_before bigint not null check (smallest_before >= 0),
    smallest_after bigint not null check (smallest_after >= 0),
    suppressed bigint not null check (suppressed >= 0),
    primary key (run, class)
);
comment on column keepuntil.anonymity.suppressed is 'records that lost the columns named, because too few were like them';
grant select on keepuntil.anonymity to ${operator}, ${approver}, ${auditor};
grant insert, update on keepuntil.anonymity to ${operator};
