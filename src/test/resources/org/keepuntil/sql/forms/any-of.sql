-- what is due
select array[r."id"::text] from (select r.* from "f"."record" r
  where r."closed_at" < {2020-11-22T00:00Z}) r
  left join "f"."child" p1 on p1."id" = r."child_id"
  cross join lateral (select (case
  when (r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) then (r."closed_at" at time zone 'Europe/London')::date
  else 'infinity'::date end < case
  when (r."opened" >= {1800-01-01} and r."opened" <= {2999-12-31}) then r."opened"
  else '-infinity'::date end) as v offset 0) c1
  cross join lateral (select not (exists (select 1 from "f"."episode" s3
  where p1."id" = s3."child_id" and true)) as v offset 0) c2
  where (((c2.v) is true and (not ((c2.v) is not false) or (r."closed_at" < {2020-11-22T00:00Z} and ((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true)))) and (not (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'class')) and not (exists (select 1 from keepuntil.hold h
  where h.scope in ('person', 'condition') and h.id > {0} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz))) and not (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'record' and h.key = array[r."id"::text]))))
  order by r."id"

-- the status
case
  when ((c2.v) is not false) is not true then 'unscheduled'
  when (((c2.v) is true or (not ((c2.v) is true) and (c2.v) is not false))) is not true then 'permanent'
  when (((c2.v) is not false and r."closed_at" is null)) is true then 'open'
  when ((((c2.v) is true and (not ((c2.v) is true) or (r."closed_at" is not null and ((((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true)) is not true or r."closed_at" < {2020-11-22T00:00Z})))) or (not ((c2.v) is true) and ((c2.v) is not false and (r."closed_at" is not null and ((((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true)) is not true or r."closed_at" < {2020-11-22T00:00Z})))))) is not true then 'retained'
  when (((c2.v) is true and (not ((c2.v) is not false) or (r."closed_at" < {2020-11-22T00:00Z} and ((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true))))) is not true then 'undetermined'
  when (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'class') or exists (select 1 from keepuntil.hold h
  where h.scope in ('person', 'condition') and h.id > {0} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz)) or exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'record' and h.key = array[r."id"::text])) then 'held'
  when false then 'referred to'
  else 'due' end
