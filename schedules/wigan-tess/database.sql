-- A sample of the service's database, as of 2026-11-01: keys are uuids, made from numbers so that the same file always gives the same
-- rows; three schemas. All people are made up.
set time zone 'Europe/London';

create schema tess;
create schema media;
create schema corp;

create type tess.precision as enum ('day', 'month', 'year');
create type tess.route as enum ('service', 'plo');
create type media.purpose as enum ('therapy', 'promotion', 'training');
create type corp.right_kind as enum ('access', 'erasure', 'restriction', 'portability');

create table tess.child (
    child_id        uuid primary key,
    given_name      text not null,
    family_name     text not null,
    born            date,
    born_precision  tess.precision not null,
    born_estimated  boolean not null,
    died            date,
    entered_on      date not null
);

create table tess.involvement (
    involvement_id          uuid primary key,
    child_id                uuid not null references tess.child,
    route                   tess.route not null,
    service                 text not null,
    requested_on            date not null,
    closed_at               timestamp,
    consent_withdrawn_on    date,
    withdrawal_received_on  date
);
create index on tess.involvement (child_id);

create table tess.file_note (
    note_id         uuid primary key,
    involvement_id  uuid not null references tess.involvement,
    written_at      timestamptz not null,
    note            text not null
);
create index on tess.file_note (involvement_id);

create table tess.care_plan (
    plan_id         uuid primary key,
    involvement_id  uuid not null references tess.involvement,
    agreed_on       date not null,
    outcomes        text not null
);
create index on tess.care_plan (involvement_id);

create table tess.quality_sample (
    sample_id   uuid primary key,
    sampled_on  date not null,
    worker      text,
    finding     text not null check (finding in ('good', 'to improve')),
    team        text check (team in ('psychology', 'autism', 'sensory'))
);

create table media.image (
    image_id     uuid primary key,
    child_id     uuid not null references tess.child,
    kind         text not null check (kind in ('photograph', 'film')),
    captured_on  date not null,
    file_name    text not null
);
create index on media.image (child_id);

create table media.image_use (
    use_id      uuid primary key,
    image_id    uuid not null references media.image,
    purpose     media.purpose not null,
    started_on  date not null,
    ended_on    date,
    unique (image_id, purpose)
);

create table media.consent (
    consent_id              uuid primary key,
    use_id                  uuid unique references media.image_use,
    purpose                 media.purpose not null,
    signed_on               date not null,
    signed_by               text not null,
    withdrawn_on            date,
    withdrawal_received_on  date,
    use_ended_on            date
);

create table corp.payment (
    payment_id  uuid primary key,
    payee       text not null,
    amount      numeric(10, 2) not null,
    paid_on     date
);

create table corp.contract (
    contract_id  uuid primary key,
    supplier     text not null,
    form         text not null check (form in ('simple', 'deed')),
    expires_on   date
);

create table corp.rights_request (
    request_id   uuid primary key,
    kind         corp.right_kind not null,
    received_on  date not null,
    closed_on    date,
    answer       text
);

-- Any number's uuid; what is counted begins with a letter of its own.
create function pg_temp.id(what text, n bigint) returns uuid language sql immutable
    as $$ select md5(what || n)::uuid $$;

-- 160 children, born from April 1994 to early 2020. Of No. 13 only the month is known, of 26 only the year, 39 is an estimate, of 52
-- there is no date; No. 6 has a leap day.
insert into tess.child
select
    pg_temp.id('c', n),
    (array['Aisha', 'Billy', 'Connie', 'Dylan', 'Erin', 'Farid', 'Georgia', 'Harry', 'Ivy', 'Jack', 'Katie'])[1 + n % 11],
    (array['Ainscough', 'Bolton', 'Critchley', 'Dobbs', 'Eckersley', 'Fairhurst', 'Gaskell', 'Hilton', 'Unsworth'])[1 + n % 9],
    case when n = 6 then date '1996-02-29' when n = 13 then date '2001-11-01' when n = 26 then date '2001-01-01' when n = 52 then null
        when n in (39, 91) then date '1999-01-01' else date '1994-04-03' + n * 59 end,
    (case n when 13 then 'month' when 26 then 'year' else 'day' end)::tess.precision,
    n in (39, 91),
    case when n in (18, 70) then date '1994-04-03' + n * 59 + 5100 end,
    case when n > 150 then date '2026-07-01' + (n - 150) * 11 else least(date '1994-04-03' + n * 59 + 2900, date '2026-02-01') end
from generate_series(1, 160) as n;

-- Ten who are long grown up.
insert into tess.child
select pg_temp.id('c', 200 + n), 'Pat', 'Yates', date '1978-02-10' + n * 120, 'day', false, null, date '1986-05-01'
from generate_series(1, 10) as n;

-- 140 involvements. One in twelve went through the court route; the last fifteen are open; one in nine was withdrawn from, and the
-- service heard of it a fortnight later.
insert into tess.involvement
select
    pg_temp.id('i', n),
    pg_temp.id('c', n),
    (case when n % 12 = 5 then 'plo' else 'service' end)::tess.route,
    (array['educational psychology', 'sensory support', 'outreach teaching'])[1 + n % 3],
    asked,
    case when n = 10 then timestamp '2005-06-30 23:30' when n <= 125 then ended + time '15:00' end,
    case when n <= 125 and n % 9 = 4 then ended - 14 end,
    case when n <= 125 and n % 9 = 4 then ended end
from generate_series(1, 140) as n
cross join lateral (select least(date '1994-04-03' + n * 59 + 3000, date '2026-06-01' + n % 40) as asked) as request
cross join lateral (select asked + 120 + n % 8 * 30 as ended) as closure;
-- Their cases, closed long ago: a card file that was typed in.
insert into tess.involvement
select pg_temp.id('i', 200 + n), pg_temp.id('c', 200 + n), 'plo', 'educational psychology', date '1988-01-15' + n * 90,
    date '1989-03-01' + n * 180, null, null
from generate_series(1, 10) as n;

insert into tess.file_note
select pg_temp.id('n', n * 10 + k), pg_temp.id('i', n), date '1994-04-03' + n * 59 + 3000 + k * 12 + time '10:00', 'Visit to the school'
from generate_series(1, 140) as n, generate_series(1, 2) as k;

insert into tess.care_plan
select pg_temp.id('p', n), pg_temp.id('i', n), date '1994-04-03' + n * 59 + 3050, 'To be in class every morning'
from generate_series(8, 140, 8) as n;

insert into tess.quality_sample
select pg_temp.id('q', n), date '2025-02-01' + n * 15, case when n > 20 then 'Worker ' || n % 6 end, (array['good', 'to improve'])[1 + n % 2],
    case when n % 20 = 7 then 'sensory' when n % 3 = 0 then 'autism' else 'psychology' end
from generate_series(1, 40) as n;

-- 60 images; each is used for therapy, half for promotion, a third for training.
insert into media.image
select
    pg_temp.id('m', n), pg_temp.id('c', n * 2), case when n % 4 = 0 then 'film' else 'photograph' end,
    least(date '1994-04-03' + n * 118 + 3100, date '2026-08-01' + n), 'img' || n || case when n % 4 = 0 then '.mp4' else '.jpg' end
from generate_series(1, 60) as n;

insert into media.image_use
select
    pg_temp.id(purpose::text, n), image.image_id, purpose, image.captured_on + 5,
    case when purpose = 'training' and n % 2 = 0 then image.captured_on + 700 end
from generate_series(1, 50) as n
join media.image on image.image_id = pg_temp.id('m', n)
cross join unnest(enum_range(null::media.purpose)) as purpose
where purpose = 'therapy' or (purpose = 'promotion' and n % 2 = 1) or (purpose = 'training' and n % 3 = 0);

-- Consent to promotion was withdrawn for every fifth image, this summer; the service heard of it eighteen days later.
insert into media.consent
select
    pg_temp.id('k', row_number() over (order by image_use.use_id)), image_use.use_id, image_use.purpose, image_use.started_on - 1,
    'Parent or carer',
    case when withdrawn then date '2026-06-02' + n end,
    case when withdrawn then date '2026-06-20' + n end,
    case when withdrawn then date '2026-06-20' + n else image_use.ended_on end
from generate_series(1, 50) as n
join media.image_use on image_use.image_id = pg_temp.id('m', n)
cross join lateral (select n % 5 = 1 and image_use.purpose = 'promotion' or n = 48 and image_use.purpose = 'therapy' as withdrawn) as w;
-- Consents to uses that have gone.
insert into media.consent
select pg_temp.id('k', 1000 + n), null, 'promotion', date '2014-09-01' + n * 30, 'Parent or carer', null, null, date '2018-01-01' + n * 97
from generate_series(1, 40) as n;

insert into corp.payment
select pg_temp.id('y', n), 'Therapist ' || n % 8, 90 + n * 2.25, case when n <= 76 then date '2017-06-10' + n * 44 end
from generate_series(1, 80) as n;

insert into corp.contract
select pg_temp.id('t', n), 'Supplier ' || n % 9, case when n % 4 = 0 then 'deed' else 'simple' end,
    case when n <= 36 then date '2011-03-31' + n * 190 end
from generate_series(1, 40) as n;

insert into corp.rights_request
select
    pg_temp.id('r', n), (enum_range(null::corp.right_kind))[1 + n % 4], date '2021-02-01' + n * 40,
    case when n <= 47 then date '2021-02-25' + n * 40 end,
    case when n <= 47 then (array['granted', 'granted in part', 'refused: a legal duty runs'])[1 + n % 3] end
from generate_series(1, 50) as n;
