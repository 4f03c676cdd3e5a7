-- A sample of the service's database, as of 2026-11-01: a schema for each team, domains and enumerations. All people are made up;
-- the same file always gives the same rows.
set time zone 'Europe/London';

create schema core;
create schema eh;
create schema yj;
create schema sub;
create schema grp;
create schema claims;
create schema research;

create domain core.day as date check (value >= date '1800-01-01');
create domain eh.reference as text check (value ~ '^EH[0-9]{5}$');
create type eh.service as enum ('family support', 'parenting group', 'young carers', 'supporting families programme');
create type yj.disposal as enum
    ('out-of-court', 'referral order', 'youth rehabilitation order', 'detention and training order', 'other');
create type claims.state as enum ('submitted', 'paid', 'refused');

create table core.person (
    person_id    bigint primary key,
    given_name   text not null,
    family_name  text not null,
    born         core.day,
    died         core.day,
    entered_at   timestamptz not null
);

create table core.care_spell (
    spell_id    bigint primary key,
    person_id   bigint not null references core.person,
    started_on  core.day not null,
    ended_on    core.day
);
create index on core.care_spell (person_id);

create table eh.episode (
    episode_no  eh.reference primary key,
    service     eh.service not null,
    outcome     text,
    started_on  core.day not null,
    closed_at   timestamptz
);

create table eh.episode_child (
    episode_no  eh.reference not null references eh.episode,
    person_id   bigint not null references core.person,
    primary key (episode_no, person_id)
);
create index on eh.episode_child (person_id);

create table eh.contact (
    contact_id  bigint primary key,
    episode_no  eh.reference not null references eh.episode,
    made_at     timestamptz not null,
    kind        text not null,
    note        text not null
);
create index on eh.contact (episode_no);

create table eh.plan (
    episode_no  eh.reference not null references eh.episode,
    version     integer not null,
    agreed_on   core.day not null,
    goals       text not null,
    primary key (episode_no, version)
);

create table yj.intervention (
    intervention_id  bigint primary key,
    person_id        bigint not null references core.person,
    disposal         yj.disposal not null,
    offence          text not null,
    opened_on        core.day not null,
    last_action_at   timestamp
);
create index on yj.intervention (person_id);

create table yj.action (
    intervention_id  bigint not null references yj.intervention,
    action_no        integer not null,
    done_on          core.day not null,
    note             text not null,
    primary key (intervention_id, action_no)
);

create table yj.victim (
    victim_id            bigint primary key,
    intervention_id      bigint references yj.intervention,
    given_name           text not null,
    family_name          text not null,
    born                 core.day,
    support_ended_on     core.day,
    case_last_action_on  core.day,
    has_claim            boolean not null
);
create index on yj.victim (intervention_id);

create table sub.treatment (
    treatment_id  bigint primary key,
    person_id     bigint not null references core.person,
    started_on    core.day not null
);
create index on sub.treatment (person_id);

create table sub.appointment (
    treatment_id  bigint not null references sub.treatment,
    attended_at   timestamptz not null,
    note          text not null,
    primary key (treatment_id, attended_at)
);

create table grp.incident (
    incident_id  bigint primary key,
    person_id    bigint not null references core.person,
    happened_on  core.day not null,
    what         text not null
);
create index on grp.incident (person_id);

create table claims.claim (
    claim_no      integer primary key,
    episode_no    eh.reference references eh.episode,
    state         claims.state not null,
    submitted_on  core.day not null,
    paid_on       core.day,
    checked_on    core.day,
    amount        numeric(10, 2) not null
);
create index on claims.claim (episode_no);

create table research.answer (
    answer_id    bigint primary key,
    answered_on  core.day not null,
    question     integer not null,
    answer       integer not null
);

-- 200 people, born from January 1988 to early 2020. Person 11 has a leap day, 40 and 120 no date of birth, 90 a placeholder.
insert into core.person
select
    i,
    (array['Amara', 'Callum', 'Daisy', 'Eshan', 'Freya', 'Gurpreet', 'Harvey', 'Imani', 'Jacob', 'Keira', 'Leo', 'Mina', 'Noah'])[1 + i % 13],
    (array['Adkins', 'Bhatt', 'Croft', 'Deacon', 'Ellis', 'Freer', 'Gamble', 'Hussain', 'Ingram', 'Judd', 'Kirk'])[1 + i % 11],
    case when i = 11 then date '1988-02-29' when i in (40, 120) then null when i = 90 then date '1900-01-01'
        else date '1988-01-10' + i * 58 end,
    case when i in (21, 22, 75, 130) then date '1988-01-10' + i * 58 + 4700 when i = 34 then date '2018-06-30' end,
    case when i > 190 then timestamptz '2026-09-20 09:00+00' + i * interval '5 hours'
        else least(date '1988-01-10' + i * 58 + 3000, date '2026-03-01') + time '09:30' end
from generate_series(1, 200) as i;

insert into core.care_spell
select i, i, date '1988-01-10' + i * 58 + 1800, date '1988-01-10' + i * 58 + 2500
from generate_series(7, 190, 20) as i;

-- 95 families of two children each, persons 2n - 1 and 2n.
insert into eh.episode
select
    'EH' || to_char(n, 'FM00000'),
    (enum_range(null::eh.service))[1 + n % 4],
    case when n <= 84 then (array['goals met', 'stepped up', 'moved away'])[1 + n % 3] end,
    begun,
    case when n = 8 then timestamptz '2006-06-14 23:30+00' when n <= 84 then (begun + 200 + n % 9 * 15) + time '16:00' end
from generate_series(1, 95) as n
cross join lateral (
    select least(date '1988-01-10' + n * 116 + 3100, date '2026-07-01' + n % 60) as begun) as start;

insert into eh.episode_child
select 'EH' || to_char((i + 1) / 2, 'FM00000'), i from generate_series(1, 190) as i;

-- Three contacts a family. Three families were in touch again after their record had been closed.
insert into eh.contact
select
    row_number() over (order by episode_no, n),
    episode_no,
    started_on + n * 30 + time '11:00',
    (array['visit', 'telephone call', 'groupwork'])[n],
    'What was said, and what comes next'
from eh.episode, generate_series(1, 3) as n;
insert into eh.contact
select 1000 + n, 'EH' || to_char(n, 'FM00000'), timestamptz '2026-10-05 14:00+00', 'telephone call', 'Asked for help again'
from generate_series(5, 25, 10) as n;

insert into eh.plan
select episode_no, 1, started_on + 14, 'Bedtimes, school, money' from eh.episode;

-- Each fourth person came to youth justice at 14 to 16. Some were known to early help too, as a child of their family.
insert into yj.intervention
select
    i / 2,
    i,
    (enum_range(null::yj.disposal))[1 + i / 2 % 5],
    (array['criminal damage', 'theft', 'assault', 'possession'])[1 + i % 4],
    opened,
    case when opened < date '2026-02-01' then opened + 250 + i % 7 * 20 + time '17:00' end
from generate_series(100, 198, 2) as i
cross join lateral (
    select case when i < 150 then date '1988-01-10' + i * 58 + 5200 else date '2019-01-15' + (i - 150) * 58 end as opened) as start;

insert into yj.action
select intervention_id, n, opened_on + n * 60, 'Meeting'
from yj.intervention, generate_series(1, 3) as n;

insert into yj.victim
select
    intervention_id,
    case when intervention_id % 5 > 0 then intervention_id end,
    'Witness',
    'No. ' || intervention_id,
    date '1970-01-01' + intervention_id::integer * 97,
    case when intervention_id % 3 > 0 then opened_on + 180 end,
    last_action_at::date,
    intervention_id % 10 = 1
from yj.intervention;

insert into sub.treatment
select i, i, date '1988-01-10' + i * 58 + 5600
from generate_series(15, 120, 3) as i;
insert into sub.appointment
select treatment_id, started_on + n * 35 + time '15:15', 'Seen'
from sub.treatment, generate_series(1, 4) as n
where treatment_id <> 30;

insert into grp.incident
select i, 40 + i * 2, date '1988-01-10' + (40 + i * 2) * 58 + 3900 + i % 5 * 400, 'Fell from the climbing frame'
from generate_series(1, 40) as i;

-- Claims on families of the programme, submitted since April 2016.
insert into claims.claim
select
    n,
    'EH' || to_char(22 + n, 'FM00000'),
    kind,
    sent,
    case when kind = 'paid' then sent + 45 end,
    case when kind = 'paid' and n % 4 = 0 then sent + 300 end,
    800 + n % 3 * 200
from generate_series(1, 70) as n
cross join lateral (
    select
        date '2016-04-20' + n * 54 as sent,
        (case when n > 66 then 'submitted' when n % 7 = 0 then 'refused' else 'paid' end)::claims.state as kind) as claim;

insert into research.answer
select i, date '2025-03-01' + i % 30, 1 + i % 10, 1 + i * 7 % 5 from generate_series(1, 60) as i;
