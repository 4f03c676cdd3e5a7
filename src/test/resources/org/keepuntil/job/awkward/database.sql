-- Composite keys with awkward names, notes that answer notes, two tables that refer to each other, a partitioned component, a link
-- from one record to another, and rows that stay.
create schema "Odd 100% Schema";
set search_path = "Odd 100% Schema";
create table "Case?" (
    "No" text not null,
    "Year" int not null,
    "Closed on" date,
    "previous no" text,
    "previous year" int,
    primary key ("Year", "No"),
    foreign key ("previous year", "previous no") references "Case?" ("Year", "No")
);
create table note (
    id uuid primary key default gen_random_uuid(),
    case_no text not null,
    case_year int not null,
    answers uuid references note,
    body text,
    foreign key (case_year, case_no) references "Case?" ("Year", "No")
);
create table left_half (id int primary key, case_no text, case_year int, other int,
    foreign key (case_year, case_no) references "Case?" ("Year", "No"));
create table right_half (id int primary key, other int not null references left_half);
alter table left_half add foreign key (other) references right_half;
create table part (case_no text not null, case_year int not null, n int not null, primary key (case_year, case_no, n),
    foreign key (case_year, case_no) references "Case?" ("Year", "No")) partition by range (case_year);
create table part_old partition of part for values from (minvalue) to (2015);
create table part_new partition of part for values from (2015) to (maxvalue);
create table bill (id int primary key, case_no text, case_year int,
    foreign key (case_year, case_no) references "Case?" ("Year", "No"));
create table inquiry (id int primary key, case_no text, case_year int,
    foreign key (case_year, case_no) references "Case?" ("Year", "No"));

insert into "Case?"
select 'N/' || n, 2010 + n % 10, case when n % 3 = 0 then date '2025-01-01' else date '2012-06-30' end, null, null
from generate_series(1, 60) n;
update "Case?" c set ("previous no", "previous year") = (select "No", "Year" from "Case?" p where p."No" = 'N/' || (substr(c."No", 3)::int - 1))
where substr("No", 3)::int % 4 = 0;
insert into note (id, case_no, case_year, body)
select md5('n' || n)::uuid, 'N/' || n, 2010 + n % 10, 'first' from generate_series(1, 60) n;
insert into note (id, case_no, case_year, answers, body)
select md5('a' || n)::uuid, 'N/' || n, 2010 + n % 10, md5('n' || n)::uuid, 'answer' from generate_series(1, 60) n;
insert into left_half select n, 'N/' || n, 2010 + n % 10, null from generate_series(1, 60, 2) n;
insert into right_half select n, n from generate_series(1, 60, 2) n;
update left_half set other = id;
insert into part select 'N/' || n, 2010 + n % 10, k from generate_series(1, 60) n, generate_series(1, 3) k;
insert into bill select n, 'N/' || n, 2010 + n % 10 from generate_series(1, 60, 5) n;
insert into inquiry values (1, 'N/7', 2017), (2, 'N/8', 2018);
