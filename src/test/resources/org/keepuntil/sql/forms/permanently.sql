-- what is due
select array[r."id"::text] from (select r.* from "f"."record" r
  where false) r
  where false
  order by r."id"

-- the status
case
  when false then 'unscheduled'
  when true then 'permanent'
  when false then 'open'
  when true then 'retained'
  when true then 'undetermined'
  when (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'class') or exists (select 1 from keepuntil.hold h
  where h.scope in ('person', 'condition') and h.id > {0} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz)) or exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'record' and h.key = array[r."id"::text])) then 'held'
  when false then 'referred to'
  else 'due' end
