-- The rows themselves, drawn from what cases.sql laid out.

-- == staff ==
insert into sees.staff (id, given_name, family_name, job_title, team, work_email, started_on, left_on)
select
    id,
    given.word,
    family.word,
    (array['Family support worker', 'Social worker', 'Attendance officer', 'Youth worker', 'Team manager'])[1 + pg_temp.roll(id, 'job', 5)],
    (array['Rochford', 'Castle Point', 'Basildon', 'Southend', 'Thurrock'])[1 + pg_temp.roll(id, 'team', 5)],
    'staff' || id || '@sees.example',
    as_of - (400 + pg_temp.roll(id, 'started', 9000))::integer,
    case pg_temp.roll(id, 'left', 3) when 0 then as_of - pg_temp.roll(id, 'left on', 400)::integer end
from pg_temp.setting
cross join generate_series(1, staff) as id
join pg_temp.word as given
    on given.pool = case pg_temp.roll(id, 'staff gender', 4) when 0 then 'boy' else 'girl' end
    and given.n = pg_temp.roll(id, 'staff given name', 1000)
join pg_temp.word as family on family.pool = 'family' and family.n = pg_temp.roll(id, 'staff family name', 1000);

-- == children ==
create temporary table place on commit drop as
select row_number() over () - 1 as n, *
from (values
    ('Southend-on-Sea', 'SS1'), ('Southend-on-Sea', 'SS2'), ('Westcliff-on-Sea', 'SS0'), ('Shoeburyness', 'SS3'),
    ('Rochford', 'SS4'), ('Hockley', 'SS5'), ('Rayleigh', 'SS6'), ('Benfleet', 'SS7'), ('Canvey Island', 'SS8'),
    ('Leigh-on-Sea', 'SS9'), ('Wickford', 'SS11'), ('Wickford', 'SS12'), ('Basildon', 'SS13'), ('Basildon', 'SS14'),
    ('Basildon', 'SS15'), ('Basildon', 'SS16'), ('Stanford-le-Hope', 'SS17'), ('Chelmsford', 'CM1'), ('Chelmsford', 'CM2'),
    ('Maldon', 'CM9'), ('Billericay', 'CM11'), ('Billericay', 'CM12'), ('Brentwood', 'CM14'), ('Brentwood', 'CM15'),
    ('Burnham-on-Crouch', 'CM0'), ('Braintree', 'CM7'), ('Harlow', 'CM20'), ('Romford', 'RM1'), ('South Ockendon', 'RM15'),
    ('Grays', 'RM16'), ('Grays', 'RM17'), ('Tilbury', 'RM18'), ('Purfleet-on-Thames', 'RM19'), ('Colchester', 'CO1'),
    ('Colchester', 'CO2'), ('Clacton-on-Sea', 'CO15'), ('Harwich', 'CO12'), ('Halstead', 'CO9'), ('Saffron Walden', 'CB10'),
    ('Saffron Walden', 'CB11')
) as place (town, outward);

-- Brothers and sisters share a family name and an address. Who died did so after the last referral, every other one
-- of them at 19 or more where that can be.
insert into sees.child
    (id, given_name, family_name, date_of_birth, date_of_death, gender, ethnicity, address_line, town, postcode)
with last_referral as (
    select child, max(received_on) as received_on from pg_temp.case_child group by child
), described as (
    select
        person.*,
        case
            when pg_temp.roll(id, 'gender', 100) < 49 then 'female'
            when pg_temp.roll(id, 'gender', 100) < 98 then 'male'
            else 'not stated'
        end as gender,
        case
            when trait is distinct from 'died' then null
            when pg_temp.roll(id, 'age at death', 2) = 0 and born + 7300 < as_of and born + 7000 > received_on
                then born + 7000 + pg_temp.roll(id, 'death', 300)::integer
            else least(as_of - 1, received_on + 20 + pg_temp.roll(id, 'death', 400)::integer)
        end as died
    from pg_temp.person
    join last_referral on last_referral.child = person.id
    cross join pg_temp.setting
)
select
    id,
    given.word,
    family_name.word,
    case when trait is distinct from 'birth missing' then born end,
    died,
    gender,
    (array[
        'White British', 'White British', 'White British', 'White British', 'White British', 'White British', 'White British',
        'White Irish', 'Gypsy or Irish Traveller', 'Any other White', 'White and Black Caribbean', 'White and Asian',
        'Indian', 'Pakistani', 'Bangladeshi', 'Chinese', 'Black African', 'Black Caribbean', 'Any other', 'Not stated'
    ])[1 + pg_temp.roll(id, 'ethnicity', 20)],
    1 + pg_temp.roll(family, 'house', 140) || ' ' || street.word,
    place.town,
    place.outward || ' ' || pg_temp.roll(family, 'postcode digit', 9) + 1
        || substr('ABDEFGHJLNPQRSTUWXYZ', 1 + pg_temp.roll(family, 'postcode first', 20)::integer, 1)
        || substr('ABDEFGHJLNPQRSTUWXYZ', 1 + pg_temp.roll(family, 'postcode second', 20)::integer, 1)
from described
join pg_temp.word as given
    on given.pool = case
        when gender = 'female' or gender = 'not stated' and pg_temp.roll(id, 'girl or boy', 2) = 0 then 'girl'
        else 'boy'
    end
    and given.n = pg_temp.roll(id, 'given name', 1000)
join pg_temp.word as family_name on family_name.pool = 'family' and family_name.n = pg_temp.roll(family, 'family name', 1000)
join pg_temp.word as street on street.pool = 'street' and street.n = pg_temp.roll(family, 'street', 1000)
join pg_temp.place on place.n = pg_temp.roll(family, 'place', 40);

analyze sees.child;

-- == referrals ==
insert into sees.referral (id, received_on, closed_at, service_code, source, reason, staff_id)
select
    case_plan.id,
    received_on,
    case
        when trait = 'closed at night' then (closed_on - 1 + time '23:30') at time zone 'UTC'
        else pg_temp.in_office(closed_on, case_plan.id, 'closed at')
    end,
    case
        when pg_temp.roll(case_plan.id, 'service', 100) < 45 then 'early-help'
        when pg_temp.roll(case_plan.id, 'service', 100) < 70 then 'targeted-support'
        when pg_temp.roll(case_plan.id, 'service', 100) < 85 or not aged_10 then 'send-support'
        else 'youth-offending'
    end,
    (array['school', 'school', 'parent', 'general practitioner', 'police', 'housing', 'social care'])
        [1 + pg_temp.roll(case_plan.id, 'source', 7)],
    replace(reason.word, '{child}', child.given_name),
    1 + pg_temp.roll(case_plan.id, 'worker', staff)
from pg_temp.case_plan
cross join pg_temp.setting
join sees.child on child.id = case_plan.child
join pg_temp.word as reason on reason.pool = 'reason' and reason.n = pg_temp.roll(case_plan.id, 'reason', 1000);

insert into sees.referral_child (referral_id, child_id)
select referral, child from pg_temp.case_child;

-- == contacts ==
insert into sees.contact (id, referral_id, made_at, method, staff_id, notes)
with planned as (
    select
        case_plan.id as referral,
        nth,
        child,
        pg_temp.weekday(received_on + pg_temp.roll(case_plan.id * 8 + nth, 'contact', days)::integer) as made_on
    from pg_temp.case_plan
    cross join generate_series(1, 1 + pg_temp.roll(id, 'contacts', 5)) as nth
    where trait is distinct from 'no contacts'
    union all
    -- Written up on the morning after the closure at night, which in London is still its day.
    select id, 6, child, closed_on from pg_temp.case_plan where trait = 'closed at night'
    union all
    select id, 7, child, pg_temp.weekday(closed_on + 14 + pg_temp.roll(id, 'later contact', 390)::integer)
    from pg_temp.case_plan
    where trait = 'contact after closure'
), numbered as (
    select row_number() over (order by referral, nth) as id, * from planned
)
select
    numbered.id,
    referral,
    pg_temp.in_office(made_on, numbered.id, 'contact at'),
    (array['home visit', 'telephone', 'school visit', 'office', 'video call'])[1 + pg_temp.roll(numbered.id, 'method', 5)],
    case pg_temp.roll(numbered.id, 'cover', 5)
        when 0 then 1 + pg_temp.roll(numbered.id, 'other worker', staff)
        else 1 + pg_temp.roll(referral, 'worker', staff)
    end,
    replace(note.word, '{child}', child.given_name)
from numbered
cross join pg_temp.setting
join sees.child on child.id = numbered.child
join pg_temp.word as note on note.pool = 'note' and note.n = pg_temp.roll(numbered.id, 'note', 1000);

-- == assessments ==
insert into sees.assessment (id, referral_id, started_on, completed_on, staff_id, summary)
with planned as (
    select
        case_plan.id as referral,
        nth,
        child,
        received_on + pg_temp.roll(case_plan.id * 2 + nth, 'assessment', days)::integer as started_on,
        received_on + days - 1 as last_on,
        closed_on is null and pg_temp.roll(case_plan.id, 'still assessing', 10) < 3 as unfinished
    from pg_temp.case_plan
    cross join generate_series(1, (array[0, 1, 1, 1, 1, 1, 1, 1, 1, 2])[1 + pg_temp.roll(id, 'assessments', 10)]) as nth
    where trait is distinct from 'no contacts'
    union all
    select id, 3, child, received_on + days - 1, null, true
    from pg_temp.case_plan
    where trait = 'assessment unfinished'
), numbered as (
    select row_number() over (order by referral, nth) as id, * from planned
)
select
    numbered.id,
    referral,
    started_on,
    case when not unfinished then least(started_on + 10 + pg_temp.roll(numbered.id, 'completed', 35)::integer, last_on) end,
    1 + pg_temp.roll(referral, 'worker', staff),
    replace(summary.word, '{child}', child.given_name)
from numbered
cross join pg_temp.setting
join sees.child on child.id = numbered.child
join pg_temp.word as summary on summary.pool = 'assessment' and summary.n = pg_temp.roll(numbered.id, 'summary', 1000);

-- == plans and documents ==
insert into sees.plan (id, referral_id, agreed_on, review_on, goal)
with numbered as (
    select
        row_number() over (order by id) as id,
        id as referral,
        child,
        received_on + pg_temp.roll(id, 'plan', days)::integer as agreed_on
    from pg_temp.case_plan
    where trait is distinct from 'no contacts' and pg_temp.roll(id, 'has plan', 10) < 6
)
select numbered.id, referral, agreed_on, agreed_on + 84, replace(goal.word, '{child}', child.given_name)
from numbered
join sees.child on child.id = numbered.child
join pg_temp.word as goal on goal.pool = 'goal' and goal.n = pg_temp.roll(numbered.id, 'goal', 1000);

insert into sees.document (id, referral_id, file_name, content_type, size_bytes, added_on)
with numbered as (
    select
        row_number() over (order by case_plan.id, nth) as id,
        case_plan.id as referral,
        child,
        received_on + pg_temp.roll(case_plan.id * 4 + nth, 'document', days)::integer as added_on
    from pg_temp.case_plan
    cross join generate_series(1, pg_temp.roll(id, 'documents', 4)) as nth
), named as (
    select *, pg_temp.roll(id, 'kind of document', 5) as kind from numbered
)
select
    named.id,
    referral,
    family_name || '-' || referral || '-' || (array[
        'referral-form.pdf', 'school-report.pdf', 'letter-home.docx', 'photograph.jpg', 'family-tree.pdf'
    ])[1 + kind],
    (array[
        'application/pdf', 'application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'image/jpeg', 'application/pdf'
    ])[1 + kind],
    20000 + pg_temp.roll(named.id, 'size', 900000),
    added_on
from named
join sees.child on child.id = named.child;

-- == invoices ==
-- An invoice names a supplier and an amount, never a person. One in ten is for no case at all.
insert into sees.invoice (id, referral_id, number, supplier, amount, issued_on, paid_on)
with issued as (
    select
        row_number() over (order by id) as id,
        id as referral,
        received_on + pg_temp.roll(id, 'invoice', days)::integer as issued_on
    from pg_temp.case_plan
    where pg_temp.roll(id, 'has invoice', 100) < 12
)
select
    issued.id,
    case when pg_temp.roll(issued.id, 'general', 10) > 0 then referral end,
    'SEES-' || to_char(issued_on, 'YYYY') || '-' || lpad(issued.id::text, 7, '0'),
    supplier.word,
    (4000 + pg_temp.roll(issued.id, 'amount', 240000)) / 100.0,
    issued_on,
    case when issued_on + 30 < as_of then issued_on + 30 end
from issued
cross join pg_temp.setting
join pg_temp.word as supplier on supplier.pool = 'supplier' and supplier.n = pg_temp.roll(issued.id, 'supplier', 60);
