-- Files that go after the commit of their record, and packages for transfer.

-- Whether a run is under way. For the guards here, which look with the owner's eyes.
create function keepuntil.is_under_way(of_run bigint) returns boolean
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select exists (select 1 from keepuntil.run where id = of_run and finished_at is null)
$$;
grant execute on function keepuntil.is_under_way(bigint) to ${operator};

-- Files whose row went in the transaction that wrote this, and that are still there as far as anybody knows. A row goes when it is clear what
-- became of its file, and with it the path, which may name a person; the log keeps what became of it.
create table keepuntil.file (
    id bigint generated always as identity primary key,
    run bigint not null references keepuntil.run,
    class text not null,
    key_ref text not null,
    table_name text not null,
    column_name text not null,
    store text not null,
    path text not null,
    state text not null default 'to go' check (state in ('to go', 'refused', 'failed')),
    tries integer not null default 0 check (tries >= 0)
);
comment on column keepuntil.file.store is 'the directory that the path is relative to, as the binding had it';
create index file_path on keepuntil.file (store, path);
grant select on keepuntil.file to ${operator}, ${auditor};
grant insert (run, class, key_ref, table_name, column_name, store, path), delete on keepuntil.file to ${operator};
grant update (state, tries) on keepuntil.file to ${operator};

create function keepuntil.guard_file() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if not keepuntil.is_under_way(new.run) then
        raise exception 'run % is not under way', new.run using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$;
create trigger guard_file before insert on keepuntil.file for each row execute function keepuntil.guard_file();

-- What was written for somebody else to take over, or as a copy.
create table keepuntil.transfer_package (
    id bigint generated always as identity primary key,
    run bigint not null references keepuntil.run,
    class text not null,
    name text not null,
    directory text not null,
    copy boolean not null,
    state text not null default 'writing'
        check (state in ('writing', 'written', 'waiting', 'copied', 'lost', 'accepted', 'refused')),
    digest text check (digest ~ '^[0-9a-f]{64}$'),
    records bigint check (records >= 0),
    rows bigint check (rows >= 0),
    files bigint check (files >= 0),
    written_at timestamptz not null default clock_timestamp(),
    taken_by text check (btrim(taken_by) <> ''),
    accession text check (btrim(accession) <> ''),
    decided_on date,
    reason text check (btrim(reason) <> ''),
    decided_by text,
    decided_at timestamptz,
    entry bigint,
    check (state = 'writing' or (digest is not null and records is not null and rows is not null and files is not null)),
    check ((decided_by is null) = (state not in ('accepted', 'refused')) and (entry is null) = (decided_by is null)),
    check (state <> 'accepted' or (taken_by is not null and accession is not null and decided_on is not null))
);
comment on column keepuntil.transfer_package.state is
    'written: verified, and not yet under its name; waiting: for acceptance; copied: no acceptance is asked for; lost: it is not there';
comment on column keepuntil.transfer_package.digest is 'SHA-256 of its tagmanifest-sha256.txt, by which all of it can be verified';
comment on column keepuntil.transfer_package.entry is 'where the log has the decision';
grant select on keepuntil.transfer_package to ${operator}, ${approver}, ${auditor};
grant insert (run, class, name, directory, copy) on keepuntil.transfer_package to ${operator};
grant update (state, digest, records, rows, files) on keepuntil.transfer_package to ${operator};

-- A record in the package that was last written of it. It is void when the ground is no longer that of the record.
create table keepuntil.transfer_record (
    class text not null,
    key text[] not null,
    package bigint not null references keepuntil.transfer_package,
    n bigint not null,
    key_ref text not null,
    rule text not null,
    stage smallint not null check (stage > 0),
    ground text not null,
    content text check (content ~ '^[0-9a-f]{64}$'),
    primary key (class, key)
);
create unique index transfer_record_n on keepuntil.transfer_record (package, n);
comment on column keepuntil.transfer_record.ground is 'a digest of the schedule and of the facts on which the decision rested';
comment on column keepuntil.transfer_record.content is 'a digest of all rows and files of the record as they are in the package';
grant select on keepuntil.transfer_record to ${operator}, ${approver}, ${auditor};
grant insert (class, key, package, n, key_ref, rule, stage, ground), update (content), delete on keepuntil.transfer_record to ${operator};

-- A run writes a package; what was decided of it only the function below writes, as the owner.
create function keepuntil.guard_package() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if current_user = (select pg_get_userbyid(relowner) from pg_class where oid = 'keepuntil.transfer_package'::regclass) then
        return new;
    end if;
    if tg_op = 'INSERT' and not keepuntil.is_under_way(new.run) then
        raise exception 'run % is not under way', new.run using errcode = 'insufficient_privilege';
    end if;
    if tg_op = 'UPDATE' and (
            (old.state, new.state) not in (('writing', 'written'), ('written', 'waiting'), ('written', 'copied'), ('written', 'lost'))
            or (old.state <> 'writing'
                and (new.digest, new.records, new.rows, new.files) is distinct from (old.digest, old.records, old.rows, old.files))) then
        raise exception 'package % is %', old.id, old.state using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$;
create trigger guard_package before insert or update on keepuntil.transfer_package
    for each row execute function keepuntil.guard_package();

create function keepuntil.guard_packed() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform 1 from keepuntil.transfer_package p
        where p.id = new.package and p.class = new.class and p.state = 'writing' and keepuntil.is_under_way(p.run);
    if not found then
        raise exception 'package % is not being written', new.package using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$;
create trigger guard_packed before insert or update on keepuntil.transfer_record
    for each row execute function keepuntil.guard_packed();

-- Writes down who took a package over, or that it was refused, with its entry in the log, and returns the entry's index. What was refused is
-- packed anew by a later run.
create function keepuntil.decide_transfer(of_package bigint, accepted boolean, by_whom text, number text, on_day date, why text, new_data bytea)
    returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    index bigint;
    kind constant text := case when accepted then 'transfer-accepted' else 'transfer-refused' end;
begin
    perform 1 from keepuntil.transfer_package where id = of_package and state = 'waiting' for update;
    if not found or new_data is null then
        raise exception 'package % does not wait for acceptance', of_package using errcode = 'object_not_in_prerequisite_state';
    end if;
    if keepuntil.count_entries(new_data, array[convert_to(format(E'keepuntil/1\t%s\t%s\t', kind, of_package), 'UTF8')]) <> 1 then
        raise exception 'one entry for one package' using errcode = 'data_exception';
    end if;
    index := keepuntil.write_bundle(null, 1, new_data);
    update keepuntil.transfer_package
        set state = case when accepted then 'accepted' else 'refused' end, taken_by = by_whom, accession = number, decided_on = on_day,
            reason = why, decided_by = session_user, decided_at = clock_timestamp(), entry = index
        where id = of_package;
    if not accepted then
        delete from keepuntil.transfer_record where package = of_package;
    end if;
    return index;
end
$$;
grant execute on function keepuntil.decide_transfer(bigint, boolean, text, text, date, text, bytea) to ${approver};

-- Writes down that copies of records were sent, which leaves them on their clock: of those that were packed under these numbers.
create function keepuntil.record_copies(of_run bigint, of_package bigint, numbers bigint[], as_asked text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    day date;
begin
    select as_of into day from keepuntil.run where id = of_run and finished_at is null;
    if not found then
        raise exception 'run % is not under way', of_run using errcode = 'insufficient_privilege';
    end if;
    insert into keepuntil.stage as s (class, key, rule, stage, asked, deed, done_on)
        select r.class, r.key, r.rule, r.stage, as_asked, 'copied', day
        from keepuntil.transfer_record r join keepuntil.transfer_package p on p.id = r.package
        where p.id = of_package and p.copy and p.state = 'copied' and r.n = any(numbers)
        on conflict (class, key, rule, stage) do update
            set asked = excluded.asked, deed = excluded.deed, done_on = excluded.done_on;
end
$$;
grant execute on function keepuntil.record_copies(bigint, bigint, bigint[], text) to ${operator};
