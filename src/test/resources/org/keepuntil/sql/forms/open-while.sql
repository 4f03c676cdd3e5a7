-- what is due
select array[r."id"::text] from (select r.* from "f"."record" r
  where r."closed_at" < {2020-11-22T00:00Z}) r
  cross join lateral (select (case
  when (r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) then (r."closed_at" at time zone 'Europe/London')::date
  else 'infinity'::date end < case
  when (r."opened" >= {1800-01-01} and r."opened" <= {2999-12-31}) then r."opened"
  else '-infinity'::date end) as v offset 0) c1
  cross join lateral (select case
  when ((exists (select 1 from "f"."contact" s1
  where r."id" = s1."record_id" and (case
  when (s1."made_at" >= {1800-01-01T00:01:15Z} and s1."made_at" < {3000-01-01T00:00Z}) then (s1."made_at" at time zone 'Europe/London')::date
  else '-infinity'::date end > case
  when ((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true) then (r."closed_at" at time zone 'Europe/London')::date
  else 'infinity'::date end)) or exists (select 1 from "f"."assessment" s2
  where r."id" = s2."record_id" and (case
  when (s2."done_on" >= {1800-01-01} and s2."done_on" <= {2999-12-31}) then s2."done_on"
  else '-infinity'::date end > case
  when ((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true) then (r."closed_at" at time zone 'Europe/London')::date
  else 'infinity'::date end))) or (not ((exists (select 1 from "f"."contact" s1
  where r."id" = s1."record_id") or exists (select 1 from "f"."assessment" s2
  where r."id" = s2."record_id"))) and (case
  when (r."opened" >= {1800-01-01} and r."opened" <= {2999-12-31}) then r."opened"
  else '-infinity'::date end > case
  when ((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true) then (r."closed_at" at time zone 'Europe/London')::date
  else 'infinity'::date end))) then true
  when (((exists (select 1 from "f"."contact" s1
  where r."id" = s1."record_id") or exists (select 1 from "f"."assessment" s2
  where r."id" = s2."record_id")) and (not exists (select 1 from "f"."contact" s1
  where r."id" = s1."record_id" and ((case
  when (s1."made_at" >= {1800-01-01T00:01:15Z} and s1."made_at" < {3000-01-01T00:00Z}) then (s1."made_at" at time zone 'Europe/London')::date
  else 'infinity'::date end <= case
  when ((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true) then (r."closed_at" at time zone 'Europe/London')::date
  else '-infinity'::date end)) is not true)
  and not exists (select 1 from "f"."assessment" s2
  where r."id" = s2."record_id" and ((case
  when (s2."done_on" >= {1800-01-01} and s2."done_on" <= {2999-12-31}) then s2."done_on"
  else 'infinity'::date end <= case
  when ((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true) then (r."closed_at" at time zone 'Europe/London')::date
  else '-infinity'::date end)) is not true))) or (not ((exists (select 1 from "f"."contact" s1
  where r."id" = s1."record_id") or exists (select 1 from "f"."assessment" s2
  where r."id" = s2."record_id"))) and (case
  when (r."opened" >= {1800-01-01} and r."opened" <= {2999-12-31}) then r."opened"
  else 'infinity'::date end <= case
  when ((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true) then (r."closed_at" at time zone 'Europe/London')::date
  else '-infinity'::date end))) then false end as v offset 0) c2
  where (((r."closed_at" < {2020-11-22T00:00Z} and ((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true)) and (c2.v) is false) and (not (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'class')) and not (exists (select 1 from keepuntil.hold h
  where h.scope in ('person', 'condition') and h.id > {0} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz))) and not (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'record' and h.key = array[r."id"::text]))))
  order by r."id"

-- the status
case
  when false then 'unscheduled'
  when false then 'permanent'
  when ((c2.v) is not false or (r."closed_at" is null) is true) then 'open'
  when ((r."closed_at" is not null and ((((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true)) is not true or r."closed_at" < {2020-11-22T00:00Z}))) is not true then 'retained'
  when ((r."closed_at" < {2020-11-22T00:00Z} and ((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true))) is not true then 'undetermined'
  when (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'class') or exists (select 1 from keepuntil.hold h
  where h.scope in ('person', 'condition') and h.id > {0} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz)) or exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'record' and h.key = array[r."id"::text])) then 'held'
  when false then 'referred to'
  else 'due' end
