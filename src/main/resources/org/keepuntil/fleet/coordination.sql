-- Where the workers of a fleet agree who does what. Nothing in here is about a record.
create schema keepuntil_fleet;
comment on schema keepuntil_fleet is 'keepuntil fleet 1';

-- The leases, in the shape that db-scheduler wants.
create table keepuntil_fleet.scheduled_tasks (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures int,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
create index on keepuntil_fleet.scheduled_tasks (execution_time);
create index on keepuntil_fleet.scheduled_tasks (last_heartbeat);

-- What became of each night of each target.
create table keepuntil_fleet.night (
    target text not null,
    night date not null,
    server text not null,
    began timestamptz not null,
    ended timestamptz,
    attempts int not null default 1,
    worker text not null,
    status int,
    finished boolean not null default false,
    primary key (target, night),
    check ((ended is null) = (status is null)),
    check (not finished or ended is not null)
);

-- Who waits for a place on a database server, and since when.
create table keepuntil_fleet.waiting (
    target text primary key,
    server text not null,
    since timestamptz not null,
    seen timestamptz not null
);
