-- no autovacuum: its statistics would come from other samples, and plans change with them
create schema f;
create table f.child (id int primary key, date_of_birth date, date_of_death date) with (autovacuum_enabled = off);
create table f.episode (id int primary key, child_id int not null references f.child) with (autovacuum_enabled = off);
create table f.record (
    id int primary key,
    child_id int references f.child,
    opened date,
    closed_at timestamptz,
    paid_at timestamp,
    captured_on date,
    consent_withdrawn date,
    service text
) with (autovacuum_enabled = off);
create table f.sibling (id int primary key, record_id int not null references f.record, born date, died date) with (autovacuum_enabled = off);
create table f.contact (id int primary key, record_id int not null references f.record, made_at timestamptz) with (autovacuum_enabled = off);
create table f.assessment (id int primary key, record_id int not null references f.record, done_on date) with (autovacuum_enabled = off);

insert into f.child
select i, date '2002-01-01' + i % 6000, case when i % 50 = 0 then date '2024-01-01' + i % 1000 end from generate_series(1, 200000) i;
insert into f.episode select i, i * 20 from generate_series(1, 10000) i;
insert into f.record
select i, i, date '2021-01-01' + i % 1500, timestamptz '2021-01-01 12:00+00' + i % 2000 * interval '1 day',
    timestamp '2021-01-01 12:00' + i % 2000 * interval '1 day', date '2022-01-01' + i % 1500,
    case when i % 100 = 0 then date '2026-12-01' + i % 1500 end, case i % 10 when 0 then 'early' else 'late' end
from generate_series(1, 200000) i;
insert into f.sibling
select i, 1 + i % 200000, date '2002-01-01' + i % 6001, null from generate_series(1, 300000) i;
insert into f.contact
select i, 1 + i % 200000, timestamptz '2021-01-01 12:00+00' + i % 2100 * interval '1 day' from generate_series(1, 300000) i;
insert into f.assessment select i, i * 10, date '2021-01-01' + i % 2101 from generate_series(1, 20000) i;

create index record_child on f.record (child_id);
create index record_closed on f.record (closed_at);
create index record_paid on f.record (paid_at);
create index record_captured on f.record (captured_on);
create index record_withdrawn on f.record (consent_withdrawn);
create index record_opened on f.record (opened);
create index child_born on f.child (date_of_birth);
create index child_died on f.child (date_of_death);
create index episode_child on f.episode (child_id);
create index sibling_record on f.sibling (record_id);
create index sibling_born on f.sibling (born);
create index contact_record on f.contact (record_id);
create index contact_made on f.contact (made_at);
create index assessment_record on f.assessment (record_id);
create index assessment_done on f.assessment (done_on);
