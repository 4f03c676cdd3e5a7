-- what is due
select array[r."id"::text] from (select r.* from "f"."record" r
  where exists (select 1 from "f"."sibling" s2
  where r."id" = s2."record_id" and s2."born" <= {2001-11-22})) r
  where (exists (select 1 from "f"."sibling" s1
  where r."id" = s1."record_id" and (s1."born" <= {2001-11-22} and ((s1."born" >= {1800-01-01} and s1."born" <= {2999-12-31}) and ((case
  when (s1."died" >= {1800-01-01} and s1."died" <= {2999-12-31}) then s1."died"
  else 'infinity'::date end < case
  when (s1."born" >= {1800-01-01} and s1."born" <= {2999-12-31}) then s1."born"
  else '-infinity'::date end)) is not true))) and (not (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'class')) and not (exists (select 1 from keepuntil.hold h
  where h.scope in ('person', 'condition') and h.id > {0} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz))) and not (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'record' and h.key = array[r."id"::text]))))
  order by r."id"

-- the status
case
  when false then 'unscheduled'
  when false then 'permanent'
  when ((exists (select 1 from "f"."sibling" s1
  where r."id" = s1."record_id" and false) and (exists (select 1 from "f"."sibling" s1
  where r."id" = s1."record_id" and ((s1."born" >= {1800-01-01} and s1."born" <= {2999-12-31}) and ((case
  when (s1."died" >= {1800-01-01} and s1."died" <= {2999-12-31}) then s1."died"
  else 'infinity'::date end < case
  when (s1."born" >= {1800-01-01} and s1."born" <= {2999-12-31}) then s1."born"
  else '-infinity'::date end)) is not true))) is not true)) is true then 'open'
  when ((exists (select 1 from "f"."sibling" s1
  where r."id" = s1."record_id" and (s1."born" is null or (s1."born" is not null and ((((s1."born" >= {1800-01-01} and s1."born" <= {2999-12-31}) and ((case
  when (s1."died" >= {1800-01-01} and s1."died" <= {2999-12-31}) then s1."died"
  else 'infinity'::date end < case
  when (s1."born" >= {1800-01-01} and s1."born" <= {2999-12-31}) then s1."born"
  else '-infinity'::date end)) is not true)) is not true or s1."born" <= {2001-11-22})))) or not (exists (select 1 from "f"."sibling" s1
  where r."id" = s1."record_id")))) is not true then 'retained'
  when (exists (select 1 from "f"."sibling" s1
  where r."id" = s1."record_id" and (s1."born" <= {2001-11-22} and ((s1."born" >= {1800-01-01} and s1."born" <= {2999-12-31}) and ((case
  when (s1."died" >= {1800-01-01} and s1."died" <= {2999-12-31}) then s1."died"
  else 'infinity'::date end < case
  when (s1."born" >= {1800-01-01} and s1."born" <= {2999-12-31}) then s1."born"
  else '-infinity'::date end)) is not true)))) is not true then 'undetermined'
  when (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'class') or exists (select 1 from keepuntil.hold h
  where h.scope in ('person', 'condition') and h.id > {0} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz)) or exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'record' and h.key = array[r."id"::text])) then 'held'
  when false then 'referred to'
  else 'due' end
