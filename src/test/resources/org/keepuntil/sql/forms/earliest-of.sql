-- what is due
select array[r."id"::text] from (select r.* from "f"."record" r
  where exists (select 1 from "f"."contact" s2
  where r."id" = s2."record_id" and s2."made_at" < {2020-11-22T00:00Z})) r
  where (exists (select 1 from "f"."contact" s1
  where r."id" = s1."record_id" and (s1."made_at" < {2020-11-22T00:00Z} and (s1."made_at" >= {1800-01-01T00:01:15Z} and s1."made_at" < {3000-01-01T00:00Z}))) and (not (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'class')) and not (exists (select 1 from keepuntil.hold h
  where h.scope in ('person', 'condition') and h.id > {0} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz))) and not (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'record' and h.key = array[r."id"::text]))))
  order by r."id"

-- the status
case
  when false then 'unscheduled'
  when false then 'permanent'
  when (((exists (select 1 from "f"."contact" s1
  where r."id" = s1."record_id" and false) and (exists (select 1 from "f"."contact" s1
  where r."id" = s1."record_id" and (s1."made_at" >= {1800-01-01T00:01:15Z} and s1."made_at" < {3000-01-01T00:00Z}))) is not true) or not (exists (select 1 from "f"."contact" s1
  where r."id" = s1."record_id")))) is true then 'open'
  when (exists (select 1 from "f"."contact" s1
  where r."id" = s1."record_id" and (s1."made_at" is null or (s1."made_at" is not null and (((s1."made_at" >= {1800-01-01T00:01:15Z} and s1."made_at" < {3000-01-01T00:00Z})) is not true or s1."made_at" < {2020-11-22T00:00Z}))))) is not true then 'retained'
  when (exists (select 1 from "f"."contact" s1
  where r."id" = s1."record_id" and (s1."made_at" < {2020-11-22T00:00Z} and (s1."made_at" >= {1800-01-01T00:01:15Z} and s1."made_at" < {3000-01-01T00:00Z})))) is not true then 'undetermined'
  when (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'class') or exists (select 1 from keepuntil.hold h
  where h.scope in ('person', 'condition') and h.id > {0} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz)) or exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'record' and h.key = array[r."id"::text])) then 'held'
  when false then 'referred to'
  else 'due' end
