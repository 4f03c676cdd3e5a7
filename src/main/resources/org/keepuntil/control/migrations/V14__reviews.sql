-- What a person decides of a record in review. It is bound to the rule, the stage and the ground that stand on the review list, and is void
-- for a record that has another by now; so nothing is decided of what nobody has looked at.

alter table keepuntil.candidate add column act text;
comment on column keepuntil.candidate.act is 'what is done; another than the rule says, where a person decided so';

alter table keepuntil.plan_rule drop constraint plan_rule_pkey;
alter table keepuntil.plan_rule add primary key (run, class, rule, stage, act);

alter table keepuntil.review add column stage smallint check (stage > 0);
alter table keepuntil.review add column state text;
alter table keepuntil.review add column why text check (why in ('rule', 'estimate', 'appeared'));
comment on column keepuntil.review.state is 'a digest of the schedule and of the facts of the record, as of the last run';
comment on column keepuntil.review.why is 'the rule asks for it, a date is an estimate, or data has appeared in an anonymised record';

-- What an anonymised record is like now, so that a decision about it ends when more appears.
alter table keepuntil.remains add column found bytea;
comment on column keepuntil.remains.found is 'a keyed digest of what is there now, where it is not what was left';
alter table keepuntil.stage add column appeared_as text;
comment on column keepuntil.stage.appeared_as is 'a digest of all that was found in the record';

create table keepuntil.review_decision (
    id bigint generated always as identity primary key,
    class text not null,
    key text[],
    key_ref text not null,
    rule text not null,
    stage smallint not null,
    ground text not null,
    choice text not null check (choice in ('destroy', 'anonymise', 'transfer', 'preserve', 'keep', 'go on')),
    keep_until date,
    reason text not null check (btrim(reason) <> ''),
    decided_by text not null,
    decided_at timestamptz not null,
    entry bigint,
    replaced_at timestamptz,
    run bigint references keepuntil.run,
    gone boolean not null default false,
    check ((keep_until is not null) = (choice = 'keep')),
    check (not gone or key is null)
);
comment on column keepuntil.review_decision.key is 'null when the record is gone';
comment on column keepuntil.review_decision.key_ref is 'the record as the log names it: a keyed token, never its key';
comment on column keepuntil.review_decision.entry is 'where the log has it';
comment on column keepuntil.review_decision.replaced_at is 'when something else was decided of the record';
comment on column keepuntil.review_decision.run is 'the run that did what was decided';
create unique index review_decision_current on keepuntil.review_decision (class, key)
    where replaced_at is null and run is null and key is not null;
create index review_decision_key on keepuntil.review_decision (class, key);
create index review_decision_unlogged on keepuntil.review_decision (id) where entry is null;
grant select on keepuntil.review_decision to ${operator}, ${approver}, ${auditor};
grant insert (class, key, key_ref, choice, keep_until, reason) on keepuntil.review_decision to ${approver};
grant update (run, gone) on keepuntil.review_decision to ${operator};

-- A decision makes records stay or go: it waits for a batch that is under way, and no batch begins past one that has returned.
create trigger pass_gate before insert on keepuntil.review_decision for each statement execute function keepuntil.pass_gate();

-- Who and when come from the session; what it is bound to from the review list, or from the decision that it takes the place of.
create function keepuntil.guard_decision() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    before keepuntil.review_decision;
begin
    new.decided_by := session_user;
    new.decided_at := clock_timestamp();
    new.entry := null;
    new.replaced_at := null;
    new.run := null;
    new.gone := false;
    if new.key is null then
        raise exception 'a decision is about a record' using errcode = 'not_null_violation';
    end if;
    update keepuntil.review_decision d set replaced_at = clock_timestamp()
        where d.class = new.class and d.key = new.key and d.replaced_at is null and d.run is null
        returning * into before;
    select v.rule, v.stage, v.state into new.rule, new.stage, new.ground
        from keepuntil.review v where v.class = new.class and v.key = new.key and v.state is not null and v.stage is not null;
    if not found then
        if before.id is null then
            raise exception 'the record is not on the review list' using errcode = 'object_not_in_prerequisite_state';
        end if;
        new.rule := before.rule;
        new.stage := before.stage;
        new.ground := before.ground;
    end if;
    return new;
end
$$;
create trigger guard_decision before insert on keepuntil.review_decision
    for each row execute function keepuntil.guard_decision();

-- A run says that it has done what was decided, or that the record is gone, and a later decision that it has taken its place; that and no
-- more, and once.
create function keepuntil.guard_decided() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if (new.id, new.class, new.key_ref, new.rule, new.stage, new.ground, new.choice, new.keep_until, new.reason, new.decided_by,
                new.decided_at)
            is distinct from
            (old.id, old.class, old.key_ref, old.rule, old.stage, old.ground, old.choice, old.keep_until, old.reason, old.decided_by,
                old.decided_at)
            or (old.entry is not null and new.entry is distinct from old.entry)
            or (old.replaced_at is not null and new.replaced_at is distinct from old.replaced_at)
            or (new.run is distinct from old.run and (old.run is not null or not keepuntil.is_under_way(new.run)))
            or (old.gone and not new.gone)
            or (new.key is distinct from old.key and not new.gone) then
        raise exception 'decision % is not changed by anybody', old.id using errcode = 'insufficient_privilege';
    end if;
    if new.gone and not old.gone then
        perform 1 from keepuntil.run where finished_at is null;
        if not found then
            raise exception 'no run is under way' using errcode = 'insufficient_privilege';
        end if;
        new.key := null;
    end if;
    return new;
end
$$;
create trigger guard_decided before update on keepuntil.review_decision
    for each row execute function keepuntil.guard_decided();

-- Writes the entries of decisions that this transaction has made, one for each and in their order, and returns the index of the first.
create function keepuntil.log_decisions(decisions bigint[], new_data bytea) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at integer := 0;
    length integer;
    prefix bytea;
    decision bigint;
    start bigint;
begin
    if decisions is null or cardinality(decisions) = 0 or new_data is null then
        raise exception 'nothing to write to the log' using errcode = 'invalid_parameter_value';
    end if;
    foreach decision in array decisions loop
        prefix := convert_to(format(E'keepuntil/1\treview-decided\t%s\t', decision), 'UTF8');
        if at + 2 > octet_length(new_data) then
            raise exception 'the bundle is cut short' using errcode = 'data_exception';
        end if;
        length := get_byte(new_data, at) * 256 + get_byte(new_data, at + 1);
        if substring(new_data from at + 3 for octet_length(prefix)) is distinct from prefix or at + 2 + length > octet_length(new_data) then
            raise exception 'the entry is not that of decision %', decision using errcode = 'insufficient_privilege';
        end if;
        at := at + 2 + length;
    end loop;
    if at <> octet_length(new_data) then
        raise exception 'one entry for one decision' using errcode = 'data_exception';
    end if;
    start := keepuntil.write_bundle(null, cardinality(decisions), new_data);
    update keepuntil.review_decision d set entry = start + o.n - 1
        from unnest(decisions) with ordinality o (id, n)
        where d.id = o.id and d.entry is null and d.decided_by = session_user;
    get diagnostics length = row_count;
    if length <> cardinality(decisions) then
        raise exception 'a decision has its entry already, or is of somebody else' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return start;
end
$$;
grant execute on function keepuntil.log_decisions(bigint[], bytea) to ${approver};

-- A decision that is not in the log does not come to be.
create function keepuntil.require_decision_entry() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform 1 from keepuntil.review_decision where id = new.id and entry is null;
    if found then
        raise exception 'decision % is not in the log: decide with keepuntil review decide', new.id
            using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;
create constraint trigger require_entry after insert on keepuntil.review_decision
    deferrable initially deferred for each row execute function keepuntil.require_decision_entry();
