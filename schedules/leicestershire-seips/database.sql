-- A sample of the partnerships' database, as of 2026-11-01. Five fund-holding schools share it: every key begins with the school's
-- code. All people and schools are made up; the same file always gives the same rows.
set time zone 'Europe/London';

create schema seips;

create table seips.school (
    school_code  char(3) primary key,
    name         text not null
);

create table seips.pupil (
    school_code   char(3) not null references seips.school,
    pupil_no      integer not null,
    given_name    text not null,
    family_name   text not null,
    born          date,
    died          date,
    looked_after  boolean not null,
    adopted       boolean not null,
    needs         text not null check (needs in ('none', 'support', 'plan')),
    entered_on    date not null,
    primary key (school_code, pupil_no)
);

create table seips.referral (
    school_code  char(3) not null,
    referral_no  integer not null,
    pupil_no     integer not null,
    received_on  date not null,
    closed_on    date,
    moved_on     date,
    moved_to     text,
    outcome      text,
    primary key (school_code, referral_no),
    foreign key (school_code, pupil_no) references seips.pupil
);
create index on seips.referral (school_code, pupil_no);

create table seips.progress_review (
    school_code  char(3) not null,
    referral_no  integer not null,
    review_no    integer not null,
    held_on      date not null,
    note         text not null,
    primary key (school_code, referral_no, review_no),
    foreign key (school_code, referral_no) references seips.referral
);

create table seips.discussion (
    school_code    char(3) not null references seips.school,
    discussion_no  integer not null,
    held_on        date not null,
    notes          text not null,
    referral_no    integer,
    primary key (school_code, discussion_no),
    foreign key (school_code, referral_no) references seips.referral
);
create index on seips.discussion (school_code, referral_no);

create table seips.agreement (
    school_code                  char(3) not null references seips.school,
    agreement_no                 integer not null,
    referral_no                  integer,
    signed_on                    date not null,
    signed_by                    text not null,
    by_parental_responsibility   boolean not null,
    use_ended_on                 date,
    primary key (school_code, agreement_no),
    foreign key (school_code, referral_no) references seips.referral
);
create index on seips.agreement (school_code, referral_no);

create table seips.register_entry (
    school_code  char(3) not null,
    pupil_no     integer not null,
    held_on      date not null,
    half_day     char(2) not null check (half_day in ('am', 'pm')),
    mark         char(1) not null,
    primary key (school_code, pupil_no, held_on, half_day),
    foreign key (school_code, pupil_no) references seips.pupil
);

create table seips.staff (
    school_code   char(3) not null references seips.school,
    staff_no      integer not null,
    given_name    text not null,
    family_name   text not null,
    born          date,
    child_facing  boolean,
    left_on       date,
    primary key (school_code, staff_no)
);

create table seips.performance_review (
    school_code  char(3) not null,
    staff_no     integer not null,
    year         integer not null,
    note         text not null,
    primary key (school_code, staff_no, year),
    foreign key (school_code, staff_no) references seips.staff
);

create table seips.applicant (
    school_code   char(3) not null references seips.school,
    applicant_no  integer not null,
    full_name     text not null,
    post          text not null,
    decided_on    date,
    primary key (school_code, applicant_no)
);

create table seips.dbs_check (
    school_code  char(3) not null references seips.school,
    check_no     integer not null,
    staff_no     integer,
    checked_on   date not null,
    primary key (school_code, check_no),
    foreign key (school_code, staff_no) references seips.staff
);
create index on seips.dbs_check (school_code, staff_no);

create table seips.allegation (
    school_code    char(3) not null,
    allegation_no  integer not null,
    staff_no       integer not null,
    made_on        date not null,
    closed_on      date,
    finding        text,
    primary key (school_code, allegation_no),
    foreign key (school_code, staff_no) references seips.staff
);
create index on seips.allegation (school_code, staff_no);

create table seips.provider_contract (
    school_code  char(3) not null references seips.school,
    contract_no  integer not null,
    provider     text not null,
    as_deed      boolean not null,
    expires_on   date,
    primary key (school_code, contract_no)
);

create table seips.quality_report (
    school_code  char(3) not null,
    contract_no  integer not null,
    visited_on   date not null,
    findings     text not null,
    primary key (school_code, contract_no, visited_on),
    foreign key (school_code, contract_no) references seips.provider_contract
);

create table seips.provider_feedback (
    school_code  char(3) not null,
    feedback_no  integer not null,
    referral_no  integer not null,
    contract_no  integer,
    given_on     date not null,
    note         text not null,
    primary key (school_code, feedback_no),
    foreign key (school_code, referral_no) references seips.referral,
    foreign key (school_code, contract_no) references seips.provider_contract
);
create index on seips.provider_feedback (school_code, referral_no);
create index on seips.provider_feedback (school_code, contract_no);

create table seips.payment (
    school_code  char(3) not null references seips.school,
    payment_no   integer not null,
    payee        text not null,
    amount       numeric(10, 2) not null,
    paid_at      timestamp,
    primary key (school_code, payment_no)
);

create table seips.breach (
    school_code  char(3) not null references seips.school,
    breach_no    integer not null,
    reported_on  date not null,
    what         text not null,
    primary key (school_code, breach_no)
);

create table seips.impact_figures (
    school_code    char(3) not null references seips.school,
    academic_year  integer not null,
    published_on   date not null,
    children       integer not null,
    back_at_school integer not null,
    primary key (school_code, academic_year)
);

insert into seips.school values
    ('ASH', 'Ashmere College'), ('BRO', 'Brook Vale Academy'), ('CHA', 'Charnley School'), ('DAL', 'Dalestone High'),
    ('ELM', 'Elmcote Academy');

-- A row for each number and school: who the school is follows from the number.
create temporary view of_school as
select n, (array['ASH', 'BRO', 'CHA', 'DAL', 'ELM'])[1 + n % 5]::char(3) as school from generate_series(1, 200) as n;

-- 150 pupils, born from May 1993 to 2015. No. 4 has a leap day; 31 and 62 have no date of birth.
insert into seips.pupil
select
    school, n,
    (array['Aidan', 'Bryony', 'Carlo', 'Demi', 'Ethan', 'Fatima', 'George', 'Hollie', 'Ishaan', 'Jess', 'Kyle'])[1 + n % 11],
    (array['Abbott', 'Biggs', 'Chauhan', 'Dunkley', 'Everitt', 'Foxton', 'Gent', 'Hames', 'Islam'])[1 + n % 9],
    case when n = 4 then date '1996-02-29' when n in (31, 62) then null else date '1993-05-01' + n * 53 end,
    case when n in (17, 80) then date '1993-05-01' + n * 53 + 5600 end,
    n % 15 = 2, n % 25 = 3,
    (array['none', 'none', 'support', 'none', 'support', 'plan', 'none'])[1 + n % 7],
    case when n > 145 then date '2025-10-25' + n % 5 * 10 else least(date '1993-05-01' + n * 53 + 4200, date '2025-06-01') end
from of_school where n <= 150;

-- 130 of them were referred at 12 or later; the last ten are still on programme. Every eighth moved away.
insert into seips.referral
select
    school, n, n, asked,
    case when n <= 120 then asked + 150 + n % 6 * 60 end,
    case when n <= 120 and n % 8 = 1 then asked + 140 + n % 6 * 60 end,
    case when n <= 120 and n % 8 = 1 then 'A school in Rutland' end,
    case when n <= 120 then (array['back at school', 'alternative provision', 'moved'])[1 + n % 3] end
from of_school
cross join lateral (select least(date '1993-05-01' + n * 53 + 4500, date '2026-05-01' + n % 30) as asked) as referral
where n <= 130;

insert into seips.progress_review
select school_code, referral_no, r, received_on + r * 40, 'Attendance, behaviour, next steps'
from seips.referral, generate_series(1, 2) as r;

-- Discussions: 40 before a referral, 45 after which none came.
insert into seips.discussion
select school, n, date '1993-05-01' + n * 53 + 4480, 'Advice to the school on support in class', n
from of_school where n <= 40;
insert into seips.discussion
select school, n, date '2025-09-10' + (n - 40) * 9, 'Advice to the school on a student in year ' || 7 + n % 5, null
from of_school where n between 41 and 85;

insert into seips.agreement
select
    school, n, n, date '1993-05-01' + n * 53 + 4490, 'Parent or carer', n % 14 > 0,
    case when n <= 110 then date '1993-05-01' + n * 53 + 4900 end
from of_school where n <= 120;

-- Two weeks of mornings for each of the last thirty pupils, in 2020, 2023 and 2025.
insert into seips.register_entry
select school, n, day::date, 'am', case when n % 9 = 0 then 'N' else '/' end
from of_school
cross join (values (date '2023-03-06'), (date '2024-08-27'), (date '2025-11-03')) as week (monday)
cross join lateral generate_series(week.monday, week.monday + 4, interval '1 day') as day
where n between 121 and 145;

insert into seips.staff
select
    school, n,
    (array['Alison', 'Brian', 'Carol', 'Derek', 'Elaine', 'Farah', 'Gary'])[1 + n % 7],
    (array['Allsop', 'Beeby', 'Cufflin', 'Dakin', 'Eames', 'Freestone'])[1 + n % 6],
    case when n = 20 then null else date '1921-01-01' + n * 467 end,
    n % 3 > 0,
    case when n <= 35 then date '1990-08-31' + n * 365 end
from of_school where n <= 50;

insert into seips.performance_review
select school_code, staff_no, 2020 + y, 'Met'
from seips.staff, generate_series(1, 3) as y
where left_on is null;

insert into seips.applicant
select school, n, 'Applicant ' || n, 'Outreach teacher', case when n <= 36 then date '2026-01-10' + n * 7 end
from of_school where n <= 40;

insert into seips.dbs_check
select school, n, case when n <= 50 then n end, date '2025-11-20' + n * 6 from of_school where n <= 50;

insert into seips.allegation
select
    school, n, n, date '2010-05-01' + n * 140,
    case when n < 34 then date '2010-07-01' + n * 140 end,
    case when n < 34 then (array['substantiated', 'unfounded', 'unsubstantiated', 'malicious'])[1 + (n / 2 + 2) % 4] end
from of_school where n <= 36 and n % 2 = 0;

insert into seips.provider_contract
select
    school, n, (array['Hillside Farm', 'Motor Works', 'The Kitchen', 'Studio 9'])[1 + n % 4], n % 5 = 0,
    case when n <= 38 then date '2010-08-31' + n * 200 end
from of_school where n <= 40;

insert into seips.quality_report
select school_code, contract_no, date '2026-03-12', 'Safe, well run' from seips.provider_contract;

insert into seips.provider_feedback
select school, n, n, 5 * (1 + n % 7) + n % 5, date '2026-06-01', 'Attended, took part'
from of_school where n <= 130;

insert into seips.payment
select school, n, 'Provider ' || n % 7, 120 + n * 3.5, case when n <= 95 then date '2016-05-04' + n * 38 + time '09:15' end
from of_school where n <= 100;

insert into seips.breach
select school, n, date '2018-06-01' + n * 75, 'Letter to a wrong address' from of_school where n <= 40;

insert into seips.impact_figures
select school, 2015 + n / 5, make_date(2016 + n / 5, 10, 1), 20 + n % 9, 12 + n % 7 from of_school where n < 50;
