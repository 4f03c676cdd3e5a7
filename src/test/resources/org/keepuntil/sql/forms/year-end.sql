-- what is due
select array[r."id"::text] from (select r.* from "f"."record" r
  where r."paid_at" < {2020-03-31T23:00}) r
  where ((r."paid_at" < {2020-03-31T23:00} and (r."paid_at" >= {1800-01-01T00:01:15} and r."paid_at" < {3000-01-01T00:00})) and (not (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'class')) and not (exists (select 1 from keepuntil.hold h
  where h.scope in ('person', 'condition') and h.id > {0} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz))) and not (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'record' and h.key = array[r."id"::text]))))
  order by r."id"

-- the status
case
  when false then 'unscheduled'
  when false then 'permanent'
  when (r."paid_at" is null) is true then 'open'
  when ((r."paid_at" is not null and (((r."paid_at" >= {1800-01-01T00:01:15} and r."paid_at" < {3000-01-01T00:00})) is not true or r."paid_at" < {2020-03-31T23:00}))) is not true then 'retained'
  when ((r."paid_at" < {2020-03-31T23:00} and (r."paid_at" >= {1800-01-01T00:01:15} and r."paid_at" < {3000-01-01T00:00}))) is not true then 'undetermined'
  when (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'class') or exists (select 1 from keepuntil.hold h
  where h.scope in ('person', 'condition') and h.id > {0} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz)) or exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'record' and h.key = array[r."id"::text])) then 'held'
  when false then 'referred to'
  else 'due' end
