-- Each query counts what must not be. A name before it, in a comment; those after "at the end" hold once a run has come to its end
-- while nobody else worked.

-- early: records that went and were not due by the hand-written query
select count(*) from soak.gone g where not exists (select 1 from soak.due d where d.id = g.id);

-- early: records that went although a change that was committed before kept them
select count(*) from soak.gone g where exists (select 1 from soak.journal j where j.referral = g.id and j.what <> 'hold');

-- held: records that went although a hold on them had been placed
select count(*) from soak.gone g where exists (select 1 from soak.journal j where j.referral = g.id and j.what = 'hold');

-- half: rows of records that went and are still there
select (select count(*) from sees.contact x join soak.gone g on g.id = x.referral_id)
    + (select count(*) from sees.assessment x join soak.gone g on g.id = x.referral_id)
    + (select count(*) from sees.plan x join soak.gone g on g.id = x.referral_id)
    + (select count(*) from sees.document x join soak.gone g on g.id = x.referral_id)
    + (select count(*) from sees.referral_child x join soak.gone g on g.id = x.referral_id)
    + (select count(*) from sees.invoice x join soak.gone g on g.id = x.referral_id);

-- half: rows that went although their record is there
select (select count(*) from soak.contact b where not exists (select 1 from soak.gone g where g.id = b.referral_id)
            and not exists (select 1 from sees.contact x where x.id = b.id))
    + (select count(*) from soak.assessment b where not exists (select 1 from soak.gone g where g.id = b.referral_id)
            and not exists (select 1 from sees.assessment x where x.id = b.id))
    + (select count(*) from soak.plan b where not exists (select 1 from soak.gone g where g.id = b.referral_id)
            and not exists (select 1 from sees.plan x where x.id = b.id))
    + (select count(*) from soak.document b where not exists (select 1 from soak.gone g where g.id = b.referral_id)
            and not exists (select 1 from sees.document x where x.id = b.id))
    + (select count(*) from soak.referral_child b where not exists (select 1 from soak.gone g where g.id = b.referral_id)
            and not exists (select 1 from soak.journal j where j.referral = b.referral_id and j.what = 'moved')
            and not exists (select 1 from sees.referral_child x where (x.referral_id, x.child_id) = (b.referral_id, b.child_id)));

-- else: rows of other tables that went or changed
select (select count(*) from (table soak.staff except table sees.staff) d)
    + (select count(*) from (table soak.care_episode except table sees.care_episode) d)
    + (select count(*) from (table soak.attendance except table sees.attendance) d)
    + (select count(*) from (table soak.offence except table sees.offence) d)
    + (select count(*) from (table soak.consent except table sees.consent) d)
    + (select count(*) from (select * from soak.child where id not in (select child from soak.journal where what = 'birth')
            except table sees.child) d);

-- else: rows of records that stayed and changed
select (select count(*) from (
            select b.* from soak.referral b where not exists (select 1 from soak.gone g where g.id = b.id)
                and not exists (select 1 from soak.journal j where j.referral = b.id and j.what = 'reopened')
            except table sees.referral) d)
    + (select count(*) from (
            select b.* from soak.contact b where not exists (select 1 from soak.gone g where g.id = b.referral_id)
            except table sees.contact) d)
    + (select count(*) from (
            select b.id, case when g.id is null then b.referral_id end, b.number, b.supplier, b.amount, b.issued_on, b.paid_on
            from soak.invoice b left join soak.gone g on g.id = b.referral_id
            except table sees.invoice) d);

-- audit: records that went and are not in the log exactly once
select count(*) from (
    select t.id from soak.gone g join soak.token t on t.id = g.id
    left join (select fields from soak.entries() where fields[2] = 'disposal') e on e.fields[5] = t.token
    group by t.id having count(e.fields) <> 1) d;

-- audit: entries of a disposal without a record that went
select count(*) from soak.entries() e
where e.fields[2] = 'disposal' and e.fields[6] = 'destroy'
    and not exists (select 1 from soak.token t join soak.gone g on g.id = t.id where t.token = e.fields[5]);

-- audit: gaps, overlaps and miscounts in the log
select (select count(*) from keepuntil.log_head where size <> (select coalesce(sum(entries), 0) from keepuntil.log_bundle))
    + (select count(*) from (select first, lag(first + entries, 1, 0::bigint) over (order by first) as expected from keepuntil.log_bundle) b
        where first <> expected)
    + (select count(*) from keepuntil.log_bundle b where b.entries <> (select count(*) from soak.entries() e
        where e.index >= b.first and e.index < b.first + b.entries));

-- audit: entries that bear another run's number than their bundle
select count(*) from soak.entries() e where e.run is not null and e.fields[3] <> e.run::text;

-- twice: records that a run disposed of and lists as left
select count(*) from soak.entries() e join keepuntil.outcome o on o.run = e.run and o.key_ref = e.fields[5]
where e.fields[2] = 'disposal';

-- counts: runs whose progress is not what the log says
select count(*) from (
    select p.run, sum(p.done) as done from keepuntil.progress p group by p.run) p
where p.done <> (select count(*) from soak.entries() e where e.run = p.run and e.fields[2] = 'disposal');

-- counts: closed runs that do not account for each record that they planned, and others that account for more
select count(*) from keepuntil.run r
join (select p.run, sum(p.planned) as planned, sum(p.done) as done from keepuntil.progress p group by p.run) p on p.run = r.id
left join (select o.run, count(*) as left_over from keepuntil.outcome o group by o.run) o on o.run = r.id
where case when r.state in ('finished', 'failed') then p.planned <> p.done + coalesce(o.left_over, 0)
    else p.planned < p.done + coalesce(o.left_over, 0) end;

-- counts: rows removed or unlinked, of all runs together, that are not those missing
select count(*) from (
    values ('sees.contact', 'removed', (select count(*) from soak.contact b where not exists (select 1 from sees.contact x where x.id = b.id))),
        ('sees.assessment', 'removed', (select count(*) from soak.assessment b where not exists (select 1 from sees.assessment x where x.id = b.id))),
        ('sees.plan', 'removed', (select count(*) from soak.plan b where not exists (select 1 from sees.plan x where x.id = b.id))),
        ('sees.document', 'removed', (select count(*) from soak.document b where not exists (select 1 from sees.document x where x.id = b.id))),
        ('sees.referral', 'removed', (select count(*) from soak.gone)),
        ('sees.invoice', 'unlinked', (select count(*) from soak.invoice b join soak.gone g on g.id = b.referral_id))) as m (name, action, missing)
where m.missing <> (select coalesce(sum(c.rows), 0) from keepuntil.progress_component c where c.table_name = m.name and c.action = m.action);

-- runs: closed runs whose last entry is not their end, and runs that say more often that they begin than they were taken up
select (select count(*) from keepuntil.run r
        where r.state in ('finished', 'failed') and r.plan_digest is not null
            and (select e.fields[2] from soak.entries() e where e.run = r.id order by e.index desc limit 1) is distinct from 'run-end')
    + (select count(*) from keepuntil.run r
        where r.epoch < (select count(*) from soak.entries() e where e.run = r.id and e.fields[2] = 'run-start'));

-- at the end

-- left: records that are due, with no hold on them
select count(*) from soak.due_now d where not exists (select 1 from soak.journal j where j.referral = d.id and j.what = 'hold');

-- left: runs that are open, and lists of keys of runs that are closed
select (select count(*) from keepuntil.run where finished_at is null)
    + (select count(*) from pg_inherits where inhparent = 'keepuntil.candidate'::regclass);

-- left: marks on records that are gone
select count(*) from keepuntil.flag f join soak.gone g on f.key = array[g.id::text];
