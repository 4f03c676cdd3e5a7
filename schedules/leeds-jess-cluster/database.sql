-- A sample of the JESS Cluster's case system, as of 2026-11-01. All people are made up; the same file always gives the same rows.
-- The supplier's names have capitals and spaces.
set time zone 'Europe/London';

create schema "Cluster";

create table "Cluster"."Child" (
    "Id"             integer primary key,
    "Forename"       text not null,
    "Surname"        text not null,
    "Date Of Birth"  date,
    "Date Of Death"  date,
    "Entered On"     date not null
);

create table "Cluster"."Care Episode" (
    "Id"          integer primary key,
    "Child Id"    integer not null references "Cluster"."Child",
    "Started On"  date not null,
    "Ended On"    date
);
create index on "Cluster"."Care Episode" ("Child Id");

create table "Cluster"."Support Record" (
    "Ref"                  varchar(12) primary key,
    "Child Id"             integer not null references "Cluster"."Child",
    "Stream"               varchar(20) not null check ("Stream" in ('Family support', 'Attendance')),
    "Requested On"         date not null,
    "Ended On"             date,
    "End Reason"           varchar(20),
    "Withdrawal Received"  date,
    "Child Protection"     boolean not null,
    "Has Plan"             boolean not null
);
create index on "Cluster"."Support Record" ("Child Id");

create table "Cluster"."Support Session" (
    "Support Ref"  varchar(12) not null references "Cluster"."Support Record",
    "No"           integer not null,
    "Held On"      date not null,
    "Note"         text not null,
    primary key ("Support Ref", "No")
);

create table "Cluster"."Privacy Declaration" (
    "Support Ref"  varchar(12) primary key references "Cluster"."Support Record",
    "Signed By"    text not null,
    "Signed On"    date not null
);

create table "Cluster"."Disclosure" (
    "Id"           integer primary key,
    "Support Ref"  varchar(12) references "Cluster"."Support Record",
    "Recipient"    text not null,
    "Abroad"       boolean not null,
    "Sent At"      timestamptz not null
);
create index on "Cluster"."Disclosure" ("Support Ref");

create table "Cluster"."Evidence" (
    "Id"           integer primary key,
    "Support Ref"  varchar(12) references "Cluster"."Support Record",
    "Kind"         text not null,
    "Received On"  date not null,
    "Checked On"   date
);
create index on "Cluster"."Evidence" ("Support Ref");

create table "Cluster"."Declined Request" (
    "Id"           integer primary key,
    "Child Id"     integer references "Cluster"."Child",
    "Received On"  date not null,
    "Decided On"   date,
    "Reason"       text not null
);
create index on "Cluster"."Declined Request" ("Child Id");

create table "Cluster"."Panel Minutes" (
    "Id"           integer primary key,
    "Version"      varchar(10) not null check ("Version" in ('draft', 'approved')),
    "Met On"       date not null,
    "Approved On"  date,
    "Text"         text not null
);

-- 110 children, born from June 1988 to August 2020. Child 7 has a leap day; 33, 66 and 99 have no date of birth, and 55 the placeholder of
-- the earlier system. Children 101 to 110 came here for a request only, or were entered and never needed.
insert into "Cluster"."Child"
select
    i,
    (array['Asha', 'Ben', 'Chloe', 'Dev', 'Ella', 'Finn', 'Grace', 'Hamza', 'Isla', 'Jude', 'Kofi', 'Lena', 'Maya'])[1 + i % 13],
    (array['Armitage', 'Bello', 'Clough', 'Dyson', 'Ezeh', 'Firth', 'Gill', 'Holroyd', 'Iqbal', 'Jagger', 'Kowalska'])[1 + i % 11],
    case when i = 7 then date '1992-02-29' when i = 55 then date '1900-01-01' when i % 33 = 0 then null
        else date '1988-06-01' + i * 107 end,
    case when i in (12, 14, 38, 63) then date '1988-06-01' + i * 107 + 5000 when i = 20 then date '2021-04-30' end,
    case when i > 105 then date '2026-10-01' + i - 106 else least(date '1988-06-01' + i * 107 + 3000, date '2026-01-10') end
from generate_series(1, 110) as i;

insert into "Cluster"."Care Episode"
select i, i, date '1988-06-01' + i * 107 + 1500, date '1988-06-01' + i * 107 + 2000
from generate_series(4, 100, 10) as i;

-- Two in three are family support. One in five was withdrawn from; the last dozen are still open.
insert into "Cluster"."Support Record"
select
    'JS-' || to_char(i, 'FM0000'),
    i,
    case when i % 3 = 0 then 'Attendance' else 'Family support' end,
    asked,
    case when i <= 88 then ended end,
    case when i > 88 then null when i % 5 = 1 then 'withdrawn' else 'completed' end,
    case when i <= 88 and i % 5 = 1 then ended - 3 end,
    i % 9 = 2,
    i % 6 = 3
from generate_series(1, 100) as i
cross join lateral (select least(date '1988-06-01' + i * 107 + 3300, date '2026-08-31' - i % 50) as asked) as request
cross join lateral (select asked + 40 + i % 11 * 20 as ended) as closure;

insert into "Cluster"."Support Session"
select "Ref", n, "Requested On" + n * 9, 'Home visit. Next steps agreed.'
from "Cluster"."Support Record", generate_series(1, 3) as n;

insert into "Cluster"."Privacy Declaration"
select "Ref", 'Parent or carer', "Requested On" from "Cluster"."Support Record";

-- Sent within the last two years; the one at 23:30 UTC on 30 June is of 1 July in London.
insert into "Cluster"."Disclosure"
select
    i,
    case when i % 8 > 0 then 'JS-' || to_char(1 + i * 7 % 100, 'FM0000') end,
    (array['Families First', 'NHS', 'School', 'Police', 'Department for Education'])[1 + i % 5],
    i % 20 = 5,
    case when i = 9 then timestamptz '2025-06-30 23:30+00' else timestamptz '2024-11-05 10:00+00' + i * interval '11 days' end
from generate_series(1, 60) as i;

insert into "Cluster"."Evidence"
select
    i,
    'JS-' || to_char(89 + i % 12, 'FM0000'),
    (array['Tenancy agreement', 'Benefit letter', 'Medical letter'])[1 + i % 3],
    date '2026-09-01' + i,
    case when i % 4 > 0 then date '2026-09-03' + i end
from generate_series(1, 40) as i;

insert into "Cluster"."Declined Request"
select
    i,
    case when i <= 5 then 100 + i end,
    date '2026-04-01' + i * 6,
    case when i <= 24 then date '2026-04-08' + i * 6 end,
    'Support was there already'
from generate_series(1, 30) as i;

insert into "Cluster"."Panel Minutes"
select
    i,
    case when i % 2 = 0 then 'approved' else 'draft' end,
    date '2025-01-15' + (i + 1) / 2 * 28,
    case when i <= 40 then date '2025-01-15' + (i + 1) / 2 * 28 + 30 end,
    'Those present, what was agreed'
from generate_series(1, 48) as i;
