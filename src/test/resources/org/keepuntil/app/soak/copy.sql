-- What the checks compare with: the tables as they were before anything was run, what is due by a hand-written query, and the journal in
-- which the application notes, in the transaction of each change, which records are not due any more.
create schema soak;

create table soak.referral as table sees.referral;
create table soak.referral_child as table sees.referral_child;
create table soak.contact as table sees.contact;
create table soak.assessment as table sees.assessment;
create table soak.plan as table sees.plan;
create table soak.document as table sees.document;
create table soak.invoice as table sees.invoice;
create table soak.child as table sees.child;
create table soak.care_episode as table sees.care_episode;
create table soak.attendance as table sees.attendance;
create table soak.offence as table sees.offence;
create table soak.consent as table sees.consent;
create table soak.staff as table sees.staff;

create table soak.journal (referral bigint not null, what text not null, child bigint);
create table soak.token (id bigint primary key, token text not null unique);

-- The rule, written by hand from the privacy notice: 25 years after the birth of the youngest child, unless one was in care.
create view soak.due_now as
    select r.id from sees.referral r
    where r.closed_at is not null
      and exists (select 1 from sees.referral_child rc where rc.referral_id = r.id)
      and not exists (
        select 1 from sees.referral_child rc join sees.child c on c.id = rc.child_id
        where rc.referral_id = r.id
          and (c.date_of_birth is null
               or case when to_char(c.date_of_birth, 'MM-DD') = '02-29'
                       then (c.date_of_birth + 1 + interval '25 years')::date
                       else (c.date_of_birth + interval '25 years')::date end > date '2026-11-22'
               or c.date_of_death < c.date_of_birth
               or exists (select 1 from sees.care_episode e where e.child_id = c.id)))
      and not exists (
        select 1 from sees.contact k where k.referral_id = r.id
          and (k.made_at at time zone 'Europe/London')::date > (r.closed_at at time zone 'Europe/London')::date)
      and not exists (
        select 1 from sees.assessment a where a.referral_id = r.id
          and (a.completed_on is null or a.completed_on > (r.closed_at at time zone 'Europe/London')::date))
      and (r.closed_at at time zone 'Europe/London')::date >= r.received_on;
create table soak.due as table soak.due_now;
alter table soak.due add primary key (id);
alter table soak.referral add primary key (id);
create index on soak.contact (id);
create index on soak.journal (referral);

create view soak.gone as
    select b.id from soak.referral b where not exists (select 1 from sees.referral r where r.id = b.id);

-- The entries of the log, read without the program: each has its length before it, in two bytes.
create function soak.entries() returns table (run bigint, index bigint, fields text[]) language plpgsql as $$
declare
    bundle record;
    at integer;
    length integer;
    number bigint;
begin
    for bundle in select b.run, b.first, b.data || ''::bytea as data, octet_length(b.data) as bytes from keepuntil.log_bundle b order by b.first loop
        at := 0;
        number := bundle.first;
        while at < bundle.bytes loop
            length := get_byte(bundle.data, at) * 256 + get_byte(bundle.data, at + 1);
            run := bundle.run;
            index := number;
            fields := string_to_array(convert_from(substring(bundle.data from at + 3 for length), 'UTF8'), E'\t');
            return next;
            at := at + 2 + length;
            number := number + 1;
        end loop;
    end loop;
end
$$;
