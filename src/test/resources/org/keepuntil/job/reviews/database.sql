create table paper (id int primary key, written_on date, author text, town text);
insert into paper select n, '2024-11-20', 'an author', 'Southend' from generate_series(1, 6) n;
create table report (id int primary key, written_on date);
insert into report values (11, '2025-11-20'), (12, '2023-11-20');
create table letter (id int primary key, written_on date, guessed boolean);
insert into letter values (21, '2025-11-20', true), (22, '2025-11-20', true);
create table memo (id int primary key, written_on date, author text, town text);
insert into memo values (31, '2025-11-20', 'an author', 'Southend'), (32, '2025-11-20', 'another', 'Southend');
