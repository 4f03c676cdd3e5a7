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
  where h.class = {case} and h.released_at is null and h.key is null) or exists (select 1 from keepuntil.hold h
  where h.class = {case} and h.released_at is null and h.key = array[r."id"::text])) then 'held'
  when false then 'referred to'
  else 'due' end
