create schema f;
create table f.person (id int primary key, born date, born_precision text, died date, guessed boolean);
create table f.kid (id int primary key, born date, died date);
create table f.episode (id int primary key, person_id int not null references f.person, kind text);
create table f.record (
    id int primary key,
    person_id int references f.person,
    opened date,
    closed_at timestamptz,
    paid_at timestamp,
    heard_on date,
    service text,
    score numeric,
    urgent boolean
);
create table f.link (record_id int references f.record, kid_id int references f.kid, n int primary key);
create table f.contact (id int primary key, record_id int references f.record, made_at timestamptz);
create table f.assessment (id int primary key, record_id int references f.record, done_on date);
