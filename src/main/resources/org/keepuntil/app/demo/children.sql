-- What is kept about a child beside the referrals, drawn around the first of them.

-- == about children ==
create temporary table first_case on commit drop as
select distinct on (child) child, trait, born, case_child.received_on
from pg_temp.case_child
join pg_temp.person on person.id = case_child.child
order by child, referral;

-- Care comes before the referral, and for some a second time after it.
insert into sees.care_episode (id, child_id, started_on, ended_on, legal_status, placement)
with numbered as (
    select
        row_number() over (order by child, nth) as id,
        child,
        received_on + ((nth - 1) * 400 - pg_temp.roll(child * 2 + nth, 'care', 150))::integer as started_on
    from pg_temp.first_case
    cross join pg_temp.setting
    cross join generate_series(1, 1 + pg_temp.roll(child, 'care episodes', 2)) as nth
    where trait = 'looked after' and (nth = 1 or received_on < least(as_of - 400, born + 5500))
), bounded as (
    select *, started_on + 60 + pg_temp.roll(id, 'care ended', 300)::integer as ends_on from numbered
)
select
    id,
    child,
    started_on,
    case when ends_on < as_of then ends_on end,
    (array['section 20', 'section 31', 'interim care order'])[1 + pg_temp.roll(id, 'legal status', 3)],
    (array['foster care', 'foster care', 'kinship care', 'children''s home'])[1 + pg_temp.roll(id, 'placement', 4)]
from bounded
cross join pg_temp.setting;

insert into sees.offence (id, child_id, role, category, occurred_on, police_reference)
with numbered as (
    select row_number() over (order by child, nth) as id, child, trait, received_on
    from pg_temp.first_case
    cross join generate_series(1, case trait when 'inquiry' then 1 else 1 + pg_temp.roll(child, 'offences', 2) end) as nth
    where trait in ('inquiry', 'offence')
)
select
    id,
    child,
    case when trait = 'inquiry' or pg_temp.roll(id, 'role', 3) = 0 then 'victim' else 'suspect' end,
    case trait
        when 'inquiry' then 'exploitation'
        else (array['theft', 'criminal damage', 'assault', 'missing from home', 'anti-social behaviour'])
            [1 + pg_temp.roll(id, 'category', 5)]
    end,
    received_on - pg_temp.roll(id, 'occurred', 60)::integer,
    '42/' || 10000 + pg_temp.roll(id, 'police', 90000) || '/' || to_char(received_on, 'YY')
from numbered;

insert into sees.attendance (id, child_id, school, school_year, term, sessions_possible, sessions_attended)
with numbered as (
    select row_number() over (order by child, nth) as id, child, nth, extract(year from received_on)::integer as year
    from pg_temp.first_case
    cross join generate_series(1, pg_temp.roll(child, 'terms', 4)) as nth
    where received_on - born > 1900
), counted as (
    select *, 110 + pg_temp.roll(id, 'sessions', 40) as possible from numbered
)
select
    counted.id,
    child,
    school.word,
    year - 1,
    (array['autumn', 'spring', 'summer'])[nth],
    possible,
    possible - pg_temp.roll(counted.id, 'absent', 60)
from counted
join pg_temp.word as school on school.pool = 'school' and school.n = pg_temp.roll(child, 'school', 40);

insert into sees.consent (id, child_id, purpose, given_by, given_on, withdrawn_on)
with numbered as (
    select row_number() over (order by child, nth) as id, child, nth, received_on
    from pg_temp.first_case
    cross join generate_series(1, 1 + pg_temp.roll(child, 'consents', 2)) as nth
), given as (
    select *, received_on + 90 + pg_temp.roll(id, 'withdrawn on', 900)::integer as withdrawn_on from numbered
)
select
    id,
    child,
    case nth
        when 1 then 'information sharing'
        else (array['photographs', 'research', 'group programme'])[1 + pg_temp.roll(id, 'purpose', 3)]
    end,
    (array['mother', 'father', 'carer', 'young person'])[1 + pg_temp.roll(id, 'given by', 4)],
    received_on,
    case when pg_temp.roll(id, 'withdrawn', 100) < 15 and withdrawn_on < as_of then withdrawn_on end
from given
cross join pg_temp.setting;
