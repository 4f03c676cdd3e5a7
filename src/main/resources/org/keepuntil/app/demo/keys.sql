-- Primary keys, foreign keys, and an index on every foreign key.

-- == keys ==
alter table sees.staff add primary key (id);
alter table sees.child add primary key (id);
alter table sees.referral add primary key (id);
alter table sees.referral_child add primary key (referral_id, child_id);
alter table sees.contact add primary key (id);
alter table sees.assessment add primary key (id);
alter table sees.plan add primary key (id);
alter table sees.document add primary key (id);
alter table sees.care_episode add primary key (id);
alter table sees.attendance add primary key (id);
alter table sees.offence add primary key (id);
alter table sees.consent add primary key (id);
alter table sees.invoice add primary key (id);
alter table sees.invoice add unique (number);

select setval(pg_get_serial_sequence('sees.' || name, 'id'), last)
from (
    select 'staff', max(id) from sees.staff
    union all select 'child', max(id) from sees.child
    union all select 'referral', max(id) from sees.referral
    union all select 'contact', max(id) from sees.contact
    union all select 'assessment', max(id) from sees.assessment
    union all select 'plan', max(id) from sees.plan
    union all select 'document', max(id) from sees.document
    union all select 'care_episode', max(id) from sees.care_episode
    union all select 'attendance', max(id) from sees.attendance
    union all select 'offence', max(id) from sees.offence
    union all select 'consent', max(id) from sees.consent
    union all select 'invoice', max(id) from sees.invoice
) as filled (name, last)
where last is not null;

-- == indexes ==
create index referral_staff_id_idx on sees.referral (staff_id);
create index referral_child_child_id_idx on sees.referral_child (child_id);
create index contact_referral_id_idx on sees.contact (referral_id, made_at);
create index contact_staff_id_idx on sees.contact (staff_id);
create index assessment_referral_id_idx on sees.assessment (referral_id);
create index assessment_staff_id_idx on sees.assessment (staff_id);
create index plan_referral_id_idx on sees.plan (referral_id);
create index document_referral_id_idx on sees.document (referral_id);
create index care_episode_child_id_idx on sees.care_episode (child_id);
create index attendance_child_id_idx on sees.attendance (child_id);
create index offence_child_id_idx on sees.offence (child_id);
create index consent_child_id_idx on sees.consent (child_id);
create index invoice_referral_id_idx on sees.invoice (referral_id);

-- What the application itself looks things up by.
create index child_name_idx on sees.child (family_name, given_name);
create index child_date_of_birth_idx on sees.child (date_of_birth);
create index referral_closed_at_idx on sees.referral (closed_at);

-- == foreign keys ==
alter table sees.referral add foreign key (staff_id) references sees.staff;
alter table sees.referral_child add foreign key (referral_id) references sees.referral;
alter table sees.referral_child add foreign key (child_id) references sees.child;
alter table sees.contact add foreign key (referral_id) references sees.referral;
alter table sees.contact add foreign key (staff_id) references sees.staff;
alter table sees.assessment add foreign key (referral_id) references sees.referral;
alter table sees.assessment add foreign key (staff_id) references sees.staff;
alter table sees.plan add foreign key (referral_id) references sees.referral;
alter table sees.document add foreign key (referral_id) references sees.referral;
alter table sees.care_episode add foreign key (child_id) references sees.child;
alter table sees.attendance add foreign key (child_id) references sees.child;
alter table sees.offence add foreign key (child_id) references sees.child;
alter table sees.consent add foreign key (child_id) references sees.child;
alter table sees.invoice add foreign key (referral_id) references sees.referral;
