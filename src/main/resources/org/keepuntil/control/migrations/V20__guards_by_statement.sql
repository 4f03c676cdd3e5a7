-- Whether a run is under way is asked once for a statement, not for each of its rows: a batch writes thousands in one. What a row alone can
-- tell, that a day is not brought forward, is looked at row by row as before.

drop trigger guard_file on keepuntil.file;
create or replace function keepuntil.guard_file() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    other bigint;
begin
    select r.run into other from (select distinct run from new_rows) r where not keepuntil.is_under_way(r.run) limit 1;
    if found then
        raise exception 'run % is not under way', other using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;
create trigger guard_file after insert on keepuntil.file referencing new table as new_rows
    for each statement execute function keepuntil.guard_file();

create or replace function keepuntil.guard_stage() returns trigger
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
    return new;
end
$$;

-- The earliest day that a statement writes down as done is no earlier than that of a run that is under way; where it writes down none, there is
-- such a run all the same.
create function keepuntil.guard_stages() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    first_day date;
begin
    perform 1 from new_rows limit 1;
    if not found then
        return null;
    end if;
    if tg_op = 'INSERT' then
        select min(done_on) into first_day from new_rows;
    else
        select min(n.done_on) into first_day from new_rows n
            join old_rows o on (o.class, o.key, o.rule, o.stage) = (n.class, n.key, n.rule, n.stage)
            where n.done_on is distinct from o.done_on;
    end if;
    if first_day is not null then
        perform keepuntil.require_run(first_day);
    else
        perform 1 from keepuntil.run where finished_at is null;
        if not found then
            raise exception 'no run is under way' using errcode = 'insufficient_privilege';
        end if;
    end if;
    return null;
end
$$;
create trigger guard_stages_added after insert on keepuntil.stage referencing new table as new_rows
    for each statement execute function keepuntil.guard_stages();
create trigger guard_stages_changed after update on keepuntil.stage referencing old table as old_rows new table as new_rows
    for each statement execute function keepuntil.guard_stages();
