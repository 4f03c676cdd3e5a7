create table child (id int primary key, born date not null);
create table referral (id int primary key, child_id int references child, opened_on date not null, closed_on date, paid_on date);
create index on referral (child_id);
create table contact (id int primary key, referral_id int not null references referral);
create index on contact (referral_id);
create table photo (album text, number int, child_id int references child, taken_on date not null, primary key (album, number));
create index on photo (child_id);
insert into child values (1, '2015-05-05'), (2, '2016-06-06'), (3, '1990-01-01');
insert into referral values
    (11, 1, '2020-01-01', '2021-01-01', null),          -- kept until 25, for need alone
    (12, 1, '2020-01-01', '2021-01-01', '2023-05-01'),  -- and for six years after a payment, by a statute
    (13, 2, '2020-01-01', '2021-01-01', '2019-05-01'),  -- the statute has passed
    (14, 2, '2020-01-01', null, null),                  -- open
    (15, 2, '2020-01-01', '2021-01-01', null),
    (16, 3, '2010-01-01', '2011-01-01', null);          -- due by its own rule
insert into contact select r.id * 10 + n, r.id from referral r, generate_series(1, 2) n;
insert into photo values ('a/b', 1, 1, '2024-01-01'), ('a/b', 2, 1, '2024-01-01');
