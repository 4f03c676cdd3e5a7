-- Who is in the sample database and when they were referred: the dates of everything that the tables then tell.
-- Nothing here is random. A number is drawn by hashing the row's number, so every server of every version draws the same.

-- == families ==
-- pg_temp.setting (children, staff, as_of) and pg_temp.word (pool, n, word; 1,000 words a pool) are filled before this runs.

-- A whole number from 0 to sides - 1, always the same for the same thing and question.
create or replace function pg_temp.roll(thing bigint, question text, sides bigint) returns bigint
    language sql immutable parallel safe
    return (hashint8extended(thing, hashtextextended(question collate "C", 0)) & 9223372036854775807) % sides;

-- The day itself, or the Friday before.
create or replace function pg_temp.weekday(day date) returns date
    language sql immutable parallel safe
    return day - greatest(extract(isodow from day)::integer - 5, 0);

-- A moment of that day in office hours.
create or replace function pg_temp.in_office(day date, thing bigint, question text) returns timestamptz
    language sql immutable parallel safe
    return (day + time '09:00' + pg_temp.roll(thing, question, 510) * interval '1 minute') at time zone 'Europe/London';

-- A day of birth moved off the days that only planted births may have, so that those can be counted.
create or replace function pg_temp.ordinary_birth(day date, as_of date) returns date
    language sql immutable parallel safe
    return case
        when extract(month from day) = 2 and extract(day from day) = 29 then day - 1
        when extract(month from day) = 1 and extract(day from day) = 1 then day + 1
        when day + interval '25 years' in (as_of, as_of + interval '1 day') then day - 2
        else day
    end;

-- Of every 20 children 9 are alone, 4 are two pairs, 3 and 4 are brothers and sisters. Elder 0 is the youngest.
create temporary table seat on commit drop as
select *
from (values
    (0, 0, 0), (1, 1, 0), (2, 2, 0), (3, 3, 0), (4, 4, 0), (5, 5, 0), (6, 6, 0), (7, 7, 0), (8, 8, 0),
    (9, 9, 0), (10, 9, 1),
    (11, 10, 0), (12, 10, 1),
    (13, 11, 0), (14, 11, 1), (15, 11, 2),
    (16, 12, 0), (17, 12, 1), (18, 12, 2), (19, 12, 3)
) as seat (place, family, elder);

-- What is planted on purpose: of every so many children, the one at this place.
create temporary table planted on commit drop as
select *
from (values
    (200, 0, 'open past 25'),           -- never closed, though the person is over 25
    (200, 1, 'contact after closure'),  -- over 25, and somebody was in touch since
    (200, 2, 'closed at night'),        -- over 25, closed at 23:30 UTC in July, 00:30 of the next day in London
    (100, 3, 'no contacts'),            -- not taken on: no contact, assessment or plan
    (200, 4, 'assessment unfinished'),  -- over 25, closed with an assessment that has no date of completion
    (200, 5, 'leap day'),
    (200, 113, 'leap day'),             -- the youngest of three
    (100, 6, 'birth missing'),
    (200, 116, 'birth missing'),        -- the youngest of four
    (100, 7, 'first of January'),
    (200, 111, 'first of January'),     -- the younger of two
    (200, 20, 'died'),
    (200, 109, 'died'),                 -- the younger of two
    (1000, 28, '25 today'),             -- on the sample's own day
    (1000, 48, '25 tomorrow'),
    (1000, 8, 'inquiry'),               -- over 25, a victim of exploitation
    (25, 12, 'looked after'),
    (25, 14, 'offence')
) as planted (every, at, trait);

create temporary table seated on commit drop as
select
    id,
    (id - 1) / 20 * 13 + seat.family as family,
    seat.elder,
    seat.place >= 9 as has_siblings,
    planted.trait
from pg_temp.setting
cross join generate_series(1, children) as id
join pg_temp.seat on seat.place = (id - 1) % 20
left join pg_temp.planted on (id - 1) % planted.every = planted.at;

-- The youngest of each family. About one in eight is past 25, fewer the older; nobody is past 45.
create temporary table youngest on commit drop as
with aged as (
    select
        *,
        as_of - (case
            when trait in ('open past 25', 'contact after closure', 'closed at night', 'assessment unfinished', 'inquiry')
                then 9200 + pg_temp.roll(family, 'age past 25', 7000)
            when pg_temp.roll(family, 'past 25', 1000) >= 105
                then 548 + pg_temp.roll(family, 'age', 8583)
            when trait is null and not has_siblings
                then 9131 + pg_temp.roll(family, 'years past 25', 2700) * pg_temp.roll(family, 'of those', 2700) / 1000
            else 9131 + pg_temp.roll(family, 'years past 25', 3600)
        end)::integer as day
    from pg_temp.seated
    cross join pg_temp.setting
    where elder = 0
)
select
    family,
    id,
    trait,
    case trait
        when 'leap day' then make_date(extract(year from day)::integer / 4 * 4, 2, 29)
        when 'first of January' then make_date(extract(year from day)::integer, 1, 1)
        when '25 today' then (as_of - interval '25 years')::date
        when '25 tomorrow' then (as_of + 1 - interval '25 years')::date
        else pg_temp.ordinary_birth(day, as_of)
    end as born
from aged;

create temporary table person on commit drop as
select
    seated.id,
    seated.family,
    seated.trait,
    case seated.elder
        when 0 then youngest.born
        else pg_temp.ordinary_birth(
            youngest.born - (730 * seated.elder + pg_temp.roll(seated.id, 'years between', 360))::integer, as_of)
    end as born
from pg_temp.seated
join pg_temp.youngest using (family)
cross join pg_temp.setting;

analyze pg_temp.person;

-- == cases ==
-- Each family is referred once, with all its children, and four children in ten once more alone.
-- Ids follow the days of arrival, as they do in life. All "on" dates are days in London.
create temporary table case_plan on commit drop as
with arriving as (
    select youngest.family, youngest.id as child, 1 as turn, youngest.trait, min(person.born) as eldest_born, youngest.born
    from pg_temp.youngest
    join pg_temp.person using (family)
    group by youngest.family, youngest.id, youngest.trait, youngest.born
    union all
    select family, id, 2, null, born, born
    from pg_temp.person
    where pg_temp.roll(id, 'again', 10) < 4
), received as (
    select
        arriving.*,
        as_of,
        child * 2 + turn as draw,
        pg_temp.weekday(born + (180 + pg_temp.roll(
            child * 2 + turn, 'received', least(6200 - (born - eldest_born), as_of - born - 2) - 179))::integer) as received_on
    from arriving
    cross join pg_temp.setting
), ending as (
    select
        *,
        case trait
            when 'open past 25' then null
            when 'closed at night'
                then make_date(extract(year from received_on)::integer + 1, 7, 2 + pg_temp.roll(draw, 'July', 28)::integer)
            when 'no contacts' then pg_temp.weekday(received_on + (1 + pg_temp.roll(draw, 'closed', 14))::integer)
            else pg_temp.weekday(received_on + (21 + pg_temp.roll(draw, 'closed', 520))::integer)
        end as ends_on
    from received
)
select
    row_number() over (order by received_on, child, turn) as id,
    family,
    child,
    turn,
    trait,
    received_on,
    received_on - born >= 3653 as aged_10,
    case when ends_on < as_of then ends_on end as closed_on,
    -- Everything that happens in a case happens from received_on to the day before this one.
    greatest(1, case when ends_on < as_of then ends_on else as_of end - received_on) as days
from ending;

analyze pg_temp.case_plan;

create temporary table case_child on commit drop as
select case_plan.id as referral, person.id as child, case_plan.received_on
from pg_temp.case_plan
join pg_temp.person on person.family = case_plan.family
where case_plan.turn = 1 or person.id = case_plan.child;
