-- What the control tables say, held against the log.
--
-- Each control table has a sum: of every row sixteen numbers of 64 bits are worked out from its text by SHA-512, and each is added up over
-- the rows (an additive multiset hash of 1024 bits: nobody can find other rows with the same sums). Whoever changes rows through Keepuntil leaves the difference in
-- control_change, in the same transaction; a seal adds the differences up and writes the digest of each sum that has changed to the log.
-- So the sums that the log knows are never taken from the tables, but only carried on by what was done: a row that was changed in another
-- way is found by whoever adds the rows up again, then and after any number of seals.

create table keepuntil.control_sum (
    table_name text not null,
    run bigint not null,
    total numeric not null,
    differed boolean not null default false,
    primary key (table_name, run)
);
comment on table keepuntil.control_sum is 'to be worked out';
comment on column keepuntil.control_sum.run is 'of rows that belong to a run its number, of all others 0';
comment on column keepuntil.control_sum.differed is
    'the rows were not what the log said when an upgrade wrote the sum anew: that stays said';
grant select on keepuntil.control_sum to ${operator}, ${approver}, ${auditor}, ${maintainer};

-- Differences that no seal has added up yet: rows are only added here, so that nobody waits for anybody.
create table keepuntil.control_change (
    table_name text not null,
    run bigint not null,
    total numeric not null check (total <> 0)
);
grant select on keepuntil.control_change to ${operator}, ${approver}, ${auditor}, ${maintainer};

-- SQL that adds up rows, as (run, total), of a query for (run, sign, text of a row). The sixteen sums are one number: each has thirty
-- digits of it, which is room for more rows than a table can have.
create function keepuntil.sum_of(rows text) returns text
    language sql immutable set search_path = pg_catalog, pg_temp as $sum$
    select 'select r.run, ' || string_agg(
            format('sum(r.sign * substring(r.bits, %s, 64)::bigint) * 1e%s', lane * 64 + 1, lane * 30), ' + ' order by lane)
        || $of$ as total from (
            select h.run, h.sign, ('x' || encode(h.seed || sha512(h.seed || '\x01'::bytea), 'hex'))::bit(1024) as bits
            from (select e.run, e.sign, sha512(convert_to(e.line, 'UTF8')) as seed from ($of$
        || rows || ') as e (run, sign, line) offset 0) as h offset 0) as r group by r.run'
    from generate_series(0, 15) as lane
$sum$;

-- The digest of a sum, as the log has it.
create function keepuntil.sum_digest(total numeric, differed boolean) returns text
    language sql immutable set search_path = pg_catalog, pg_temp as $$
    select encode(sha256(convert_to(total || case when differed then ' differed' else '' end, 'UTF8')), 'hex')
$$;
grant execute on function keepuntil.sum_digest(numeric, boolean) to ${operator}, ${approver}, ${auditor}, ${maintainer};

-- Every table of the schema whose rows are added up, with the column that says to which run a row belongs, if there is one. The others: the
-- tree proves the log's own tables and its checkpoints; the log has the digests of the sums; a plan's list is digested as a whole when it
-- is frozen.
create function keepuntil.summed_tables() returns table (table_name text, run_column text, is_own boolean)
    language sql stable set search_path = pg_catalog, pg_temp as $$
    select c.relname::text,
        case when c.relname = 'run' then 'id' else
            (select 'run' from pg_attribute a where a.attrelid = c.oid and a.attname = 'run' and a.atttypid = 'bigint'::regtype
                and not a.attisdropped) end,
        c.relowner = n.nspowner
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'keepuntil' and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname not in ('candidate', 'log_head', 'log_bundle', 'log_tile', 'checkpoint', 'control_sum', 'control_change')
    order by c.relname collate "C"
$$;
grant execute on function keepuntil.summed_tables() to ${operator}, ${approver}, ${auditor}, ${maintainer};

-- The digest of the list of a plan, which is as long as the plan: a digest for each thousand of its rows, and one of them all.
create function keepuntil.list_digest(of_run bigint) returns text
    language plpgsql stable set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare
    digest text;
begin
    execute format($list$
        select encode(sha256(coalesce(string_agg(part, ''::bytea order by class collate "C", chunk), '')), 'hex')
        from (
            select class, n / 1000 as chunk, sha256(convert_to(string_agg(listed::text, E'\n' order by n), 'UTF8')) as part
            from keepuntil.%I listed group by class, n / 1000) as parts
        $list$, 'candidate_' || of_run) into digest;
    return digest;
end
$$;

-- The lists that are there and frozen.
create function keepuntil.frozen_lists() returns setof bigint
    language sql stable set search_path = pg_catalog, pg_temp as $$
    select substr(c.relname, length('candidate_') + 1)::bigint
    from pg_class c join pg_constraint k on k.conrelid = c.oid and k.conname = 'frozen'
    where c.relnamespace = 'keepuntil'::regnamespace and c.relkind = 'r' and c.relname ~ '^candidate_[0-9]+$'
$$;

-- All sums as the tables have them now. It reads every row.
create function keepuntil.sums_now() returns table (table_name text, run bigint, total numeric)
    language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set intervalstyle = 'postgres'
    set bytea_output = 'hex' set extra_float_digits = 1 as $$
declare
    each record;
begin
    for each in select * from keepuntil.summed_tables() where is_own loop
        return query execute format('select %L::text, s.run, s.total from (', each.table_name)
            || keepuntil.sum_of(format('select %s, 1, each_row::text from keepuntil.%I each_row',
                case when each.run_column is null then '0::bigint' else format('coalesce(each_row.%I, 0)', each.run_column) end,
                each.table_name))
            || ') as s';
    end loop;
    return query execute $lists$select 'candidate'::text, s.run, s.total from ($lists$
        || keepuntil.sum_of('select list, 1, keepuntil.list_digest(list) from keepuntil.frozen_lists() as list') || ') as s';
end
$$;

-- Where the tables are not what was done to them: the sums that were sealed and the differences since are not those of the rows.
create function keepuntil.sums_that_differ() returns table (table_name text, run bigint)
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select coalesce(s.table_name, n.table_name), coalesce(s.run, n.run)
    from (
        select each.table_name, each.run, sum(each.total) as total
        from (
            select c.table_name, c.run, c.total from keepuntil.control_sum c
            union all select c.table_name, c.run, c.total from keepuntil.control_change c) as each
        group by each.table_name, each.run) as s
    full join keepuntil.sums_now() n on n.table_name = s.table_name and n.run = s.run
    where coalesce(s.total, 0) <> coalesce(n.total, 0)
$$;
grant execute on function keepuntil.sums_that_differ() to ${operator}, ${approver}, ${auditor}, ${maintainer};

-- Whether rows of a table may be changed by whoever does it now. Nobody works as the owner or as a superuser but init, which says that it
-- does: what they change in other ways is not taken for lawful. An operator changes what stands between records and their disposal only
-- while a run is open.
create function keepuntil.may_change(changed_table text) returns boolean
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    acting constant name := coalesce(nullif(current_setting('role'), 'none'), session_user);
    owner constant oid := (select relowner from pg_class where oid = 'keepuntil.run'::regclass);
begin
    if current_setting('keepuntil.init', true) = 'on' then
        return true;
    end if;
    if pg_has_role(acting, owner, 'usage') then
        return false;
    end if;
    return changed_table not in ('flag', 'review', 'notice', 'reference', 'stage', 'remains', 'gone_value', 'file')
        or exists (select from keepuntil.run where finished_at is null and state <> 'planned');
end
$$;

-- Writes down by how much a statement has changed the sum of its table. Its arguments are the column that says to which run a row belongs,
-- if any, and whether rows are fixed once their run is closed.
do $make$
declare
    run constant text := 'coalesce((to_jsonb(each_row) ->> run_column)::bigint, 0)';
    added constant text := 'select ' || run || ', 1, each_row::text from new_rows each_row';
    taken constant text := 'select ' || run || ', -1, each_row::text from old_rows each_row';
begin
    execute replace(replace(replace($function$
        create function keepuntil.note_change() returns trigger
            language plpgsql security definer
            set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set intervalstyle = 'postgres'
            set bytea_output = 'hex' set extra_float_digits = 1 as $$
        declare
            run_column constant text := tg_argv[0];
            fixed constant boolean := tg_argv[1]::boolean;
        begin
            if not keepuntil.may_change(tg_table_name) then
                return null;
            end if;
            if tg_op = 'INSERT' then
                insert into keepuntil.control_change select tg_table_name, s.run, s.total from ({added}) as s
                    where s.total <> 0 and (not fixed or keepuntil.is_under_way(s.run));
            elsif tg_op = 'DELETE' then
                insert into keepuntil.control_change select tg_table_name, s.run, s.total from ({taken}) as s
                    where s.total <> 0 and (not fixed or keepuntil.is_under_way(s.run));
            else
                insert into keepuntil.control_change select tg_table_name, s.run, s.total from ({both}) as s
                    where s.total <> 0 and (not fixed or keepuntil.is_under_way(s.run));
            end if;
            return null;
        end
        $$$function$,
        '{added}', keepuntil.sum_of(added)), '{taken}', keepuntil.sum_of(taken)), '{both}', keepuntil.sum_of(added || ' union all ' || taken));
end
$make$;

-- The same of the list of a plan, which is added or taken away as a whole.
create function keepuntil.note_list(of_run bigint, sign integer) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    execute $list$insert into keepuntil.control_change select 'candidate', s.run, s.total from ($list$
        || keepuntil.sum_of(format('select %s::bigint, %s, keepuntil.list_digest(%s)', of_run, sign, of_run)) || ') as s';
end
$$;

-- Ends the planning of a run's list, and does nothing where that is done.
create or replace function keepuntil.freeze_plan(of_run bigint) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if of_run not in (select keepuntil.frozen_lists()) then
        execute format('alter table keepuntil.%I add constraint frozen check (false) not valid', 'candidate_' || of_run);
        perform keepuntil.note_list(of_run, 1);
    end if;
    execute format('analyze keepuntil.%I', 'candidate_' || of_run);
end
$$;

-- Drops the list of a closed run: its keys are data about people. Does nothing where it is gone.
create or replace function keepuntil.drop_plan(of_run bigint) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
begin
    perform 1 from keepuntil.run where id = of_run and state in ('finished', 'failed', 'refused');
    if not found then
        raise exception 'run % is not closed', of_run using errcode = 'object_not_in_prerequisite_state';
    end if;
    if of_run in (select keepuntil.frozen_lists()) then
        perform keepuntil.note_list(of_run, -1);
    end if;
    execute format('drop table if exists keepuntil.%I', 'candidate_' || of_run);
end
$$;

-- Writes a digest of each of these sums to the log; for the functions here only. An entry has at most as many as it has room for.
create function keepuntil.log_sums(tables text[], runs bigint[]) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    line text;
    data bytea := '';
    entries integer := 0;
begin
    for line in
        select format(E'keepuntil/1\tcontrol\t%s\t%s', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
            string_agg(item, ',' order by name collate "C"))
        from (
            select name, name || '=' || keepuntil.sum_digest(s.total, s.differed) as item,
                (row_number() over (order by name collate "C") - 1) / 300 as part
            from unnest(tables, runs) as each (table_name, run)
            join keepuntil.control_sum s using (table_name, run),
            lateral (select s.table_name || case when s.run > 0 then '/' || s.run else '' end) as named (name)) as items
        group by part order by part
    loop
        data := data || substring(int4send(octet_length(convert_to(line, 'UTF8'))) from 3) || convert_to(line, 'UTF8');
        entries := entries + 1;
    end loop;
    if entries > 0 then
        perform keepuntil.write_bundle(null, entries, data);
    end if;
end
$$;

-- A seal: adds up all differences that are committed, and writes the digests of the sums that they change to the log.
create function keepuntil.seal_control() returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tables text[];
    runs bigint[];
begin
    -- one after the other; what others have committed until then the next statement sees
    perform 1 from keepuntil.log_head for update;
    with taken as (
        delete from keepuntil.control_change returning table_name, run, total
    ), summed as (
        select table_name, run, sum(total) as total from taken group by table_name, run having sum(total) <> 0
    ), written as (
        insert into keepuntil.control_sum as s (table_name, run, total) select table_name, run, total from summed
            on conflict (table_name, run) do update set total = s.total + excluded.total
            returning table_name, run
    )
    select array_agg(table_name), array_agg(run) into tables, runs from written;
    perform keepuntil.log_sums(tables, runs);
end
$$;
grant execute on function keepuntil.seal_control() to ${operator}, ${approver}, ${maintainer};

-- Whether an upgrade was begun and the sums not worked out anew yet: an installation that was cut off is not taken for tampering.
create function keepuntil.is_upgrading() returns boolean
    language sql stable set search_path = pg_catalog, pg_temp as $$
    select coalesce(obj_description('keepuntil.control_sum'::regclass, 'pg_class') = 'to be worked out', false)
$$;
grant execute on function keepuntil.is_upgrading() to ${operator}, ${approver}, ${auditor}, ${maintainer};

-- Before an upgrade: remembers which tables are not what was done to them, so that the upgrade does not make it good.
create function keepuntil.before_upgrade() returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if keepuntil.is_upgrading() then
        return;
    end if;
    insert into keepuntil.control_sum (table_name, run, total, differed)
        select d.table_name, d.run, 0, true from keepuntil.sums_that_differ() d
        on conflict (table_name, run) do update set differed = true;
    comment on table keepuntil.control_sum is 'to be worked out';
end
$$;

-- After an upgrade, which may have given tables other columns and made new ones: sees to it that the changes of every table are written
-- down from now on, and works out all sums anew.
create function keepuntil.after_upgrade() returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    each record;
    event text;
    tables text[];
    runs bigint[];
begin
    for each in select * from keepuntil.summed_tables() where is_own loop
        execute format('lock table keepuntil.%I in share row exclusive mode', each.table_name);
        foreach event in array array['insert', 'update', 'delete'] loop
            execute format('create or replace trigger note_%s after %s on keepuntil.%I referencing %s for each statement'
                    ' execute function keepuntil.note_change(%s)',
                event, event, each.table_name,
                case event when 'insert' then 'new table as new_rows' when 'delete' then 'old table as old_rows'
                    else 'old table as old_rows new table as new_rows' end,
                case when each.run_column is null then ''''', false' else format('%L, %s', each.run_column, each.table_name in (
                    'plan_class', 'plan_rule', 'progress', 'progress_component', 'outcome', 'statistic', 'anonymity', 'link_finding')) end);
        end loop;
    end loop;
    perform 1 from keepuntil.log_head for update;
    delete from keepuntil.control_change;
    with fresh as (
        select * from keepuntil.sums_now()
    ), gone as (
        update keepuntil.control_sum s set total = 0
            where s.total <> 0 and not exists (select from fresh f where f.table_name = s.table_name and f.run = s.run)
            returning s.table_name, s.run
    ), written as (
        insert into keepuntil.control_sum as s (table_name, run, total) select f.table_name, f.run, f.total from fresh f
            on conflict (table_name, run) do update set total = excluded.total
            returning s.table_name, s.run
    )
    select array_agg(table_name), array_agg(run) into tables, runs
        from (select * from gone union all select * from written) as changed;
    perform keepuntil.log_sums(tables, runs);
    comment on table keepuntil.control_sum is 'of the rows of each table, and of each run where its rows belong to one';
end
$$;

-- The tables whose changes are not written down: a trigger is missing or switched off, or they are not Keepuntil's.
create function keepuntil.unwatched_tables() returns setof text
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select s.table_name from keepuntil.summed_tables() s
    where not s.is_own or (select count(*) from pg_trigger t
        where t.tgrelid = format('keepuntil.%I', s.table_name)::regclass and t.tgenabled = 'O'
            and t.tgfoid = 'keepuntil.note_change'::regproc) <> 3
$$;
grant execute on function keepuntil.unwatched_tables() to ${operator}, ${approver}, ${auditor}, ${maintainer};

-- Writes that a run was refused before it had a number.
create function keepuntil.log_refused(new_data bytea) returns bigint
    language sql security definer set search_path = pg_catalog, pg_temp as $$ select keepuntil.write_act('refused', 0, new_data) $$;
grant execute on function keepuntil.log_refused(bytea) to ${operator};
