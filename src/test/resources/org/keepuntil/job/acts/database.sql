create domain person_name as text check (length(value) < 40);
create type way as enum ('phone', 'visit');

create table referral (
    id int primary key, born date, opened_on date not null, closed_on date, summary text, worker varchar(20) not null,
    urgent boolean not null, visits int not null, guardian person_name, label text generated always as ('R' || visits || coalesce(summary, '')) stored,
    needs_review boolean not null default false);
create table contact (id int primary key, referral_id int not null references referral, made_on date not null, way way, notes text not null);
create table assessment (id int primary key, referral_id int not null references referral, finding text);
create table answer (assessment_id int not null references assessment, no int, answer text, primary key (assessment_id, no));
create table invoice (id int primary key, assessment_id int references assessment, amount numeric);

insert into referral values
    (1, '2004-02-29', '2015-03-01', '2018-05-05', 'A summary', 'Ann', true, 3, 'Mother'),   -- redacted, 25 on 2029-03-01
    (2, '2005-05-05', '2015-03-01', '2025-05-05', 'Kept', 'Ben', true, 4, 'Father'),        -- not three years yet
    (3, null, '2015-03-01', '2018-05-05', 'No birth', 'Cid', true, 5, null),                -- its last date is not known
    (4, '2006-06-06', '2015-03-01', null, 'Open', 'Dot', true, 6, 'Aunt');               -- not closed
insert into contact values (11, 1, '2016-01-01', 'visit', 'about the child'), (21, 2, '2016-01-01', 'phone', 'stays'), (31, 3, '2016-01-01', null, 'stays');
insert into assessment values (101, 1, 'finding'), (102, 1, null), (201, 2, 'stays'), (301, 3, 'stays');
insert into answer values (101, 1, 'yes'), (101, 2, 'no'), (201, 1, 'stays');
insert into invoice values (1001, 101, 10), (1002, 201, 20);

create schema "Case Files";
create table "Case Files"."File" (
    "Ref No" text primary key, "Opened" timestamptz not null, "Name" text not null, "Postcode" text, "Age" int, "House" uuid, kind text);
create table "Case Files".line (
    "Ref No" text not null references "Case Files"."File", no int not null, said text, weight numeric(6, 2), primary key ("Ref No", no))
    partition by range (no);
create table "Case Files".line_low partition of "Case Files".line for values from (0) to (10);
create table "Case Files".line_high partition of "Case Files".line for values from (10) to (100);
create table "Case Files".photo (id int primary key, "Ref No" text not null references "Case Files"."File", file_name text);
insert into "Case Files"."File" values
    ('A/1', '2019-12-31 23:30+00', 'Zoe', 'ss1 2ab', 47, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'x'),
    ('A/2', '2018-06-15 12:00+00', 'Yan', 'by the sea', -3, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'x'),
    ('A/3', '2026-06-15 12:00+00', 'Xia', 'SS2 3CD', 12, null, 'x');
insert into "Case Files".line values ('A/1', 1, 'one', 12.34), ('A/1', 11, 'eleven', 99.99), ('A/2', 1, 'two', null), ('A/3', 1, 'stays', 1.5);
insert into "Case Files".photo values (1, 'A/1', 'zoe.jpg'), (2, 'A/3', 'xia.jpg');

create table survey (id int primary key, taken_on date not null, district text, age int, comment text, kind text);
insert into survey
select n, date '2020-01-01' + n, case when n <= 6 then 'north' when n <= 8 then 'south' else 'east' end, 30 + n % 2, 'I said', 'paper'
from generate_series(1, 12) n;
insert into survey values (99, date '2026-11-20', 'west', 5, 'too young to go', 'paper');

create table visit (id int primary key, made_on date not null, service text, outcome text, note text);
insert into visit
select n, date '2015-01-01' + n * 40, case when n <= 9 then 'early' else 'late' end, case when n % 3 = 0 then null else 'good' end, 'note ' || n
from generate_series(1, 12) n;
