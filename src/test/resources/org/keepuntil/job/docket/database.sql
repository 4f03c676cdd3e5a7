create table child (id int primary key, born date not null, guessed boolean not null default false, created_on date not null);
create table referral (id int primary key, child_id int references child, opened_on date, closed_on date, summary text default 'a summary');
create index on referral (child_id);
create table letter (id int primary key, written_on date, service text);
create table enquiry (id int primary key, received_on date);
create table image (id int primary key, child_id int references child, taken_on date);
create index on image (child_id);
create table note (id int primary key, written_on date, kind text);
insert into note values (51, '2020-01-01', 'short');
create table memo (id int primary key, written_on date, read_on date, filed_on date);
insert into memo values (61, '2025-11-01', '2025-10-01', '2025-09-01');  -- which rule governs is a matter of dates
insert into child values
    (1, '2012-05-05', false, '2020-01-01'),  -- has a referral
    (2, '2000-05-05', false, '2020-01-01'),  -- has one that goes at 25
    (3, '1950-05-05', false, '1980-01-01'),  -- never had one, and was created 46 years ago
    (4, '2000-06-06', true, '2020-01-01'),   -- an estimate
    (5, '2024-01-01', false, '2024-01-01');
insert into referral (id, child_id, opened_on, closed_on) values
    (11, 1, '2018-01-01', '2023-11-20'),  -- three years have passed, six have not: nothing
    (12, 1, '2018-01-01', '2020-11-20'),  -- three and six have passed, 25 has not: redact
    (13, 2, '2016-01-01', '2016-11-20'),  -- all have passed: destroy
    (14, 2, '2016-01-01', null);          -- open
insert into letter values (21, '2025-11-20', 'normal'), (22, '2025-11-23', 'normal'), (23, '2024-11-20', 'urgent'), (24, '2025-11-20', 'urgent');
insert into enquiry values (31, '2024-11-20'), (32, '2024-11-23');
insert into image values (41, 5, '2026-11-01'), (42, 5, '2026-10-01'), (43, 4, '2018-10-01'), (44, 2, '2018-10-01');
