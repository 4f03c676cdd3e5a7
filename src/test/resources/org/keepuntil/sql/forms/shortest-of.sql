-- what is due
select array[r."id"::text] from (select r.* from "f"."record" r
  where (r."consent_withdrawn" <= {2026-11-21} or r."captured_on" <= {2021-11-21})) r
  where (((r."consent_withdrawn" <= {2026-11-21} and (r."consent_withdrawn" >= {1800-01-01} and r."consent_withdrawn" <= {2999-12-31})) or (r."captured_on" <= {2021-11-21} and (r."captured_on" >= {1800-01-01} and r."captured_on" <= {2999-12-31}))) and (not (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'class')) and not (exists (select 1 from keepuntil.hold h
  where h.scope in ('person', 'condition') and h.id > {0} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz))) and not (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'record' and h.key = array[r."id"::text]))))
  order by r."id"

-- the status
case
  when false then 'unscheduled'
  when false then 'permanent'
  when (((r."consent_withdrawn" is null or r."captured_on" is null) and (((r."consent_withdrawn" >= {1800-01-01} and r."consent_withdrawn" <= {2999-12-31}) or (r."captured_on" >= {1800-01-01} and r."captured_on" <= {2999-12-31}))) is not true)) is true then 'open'
  when (((r."consent_withdrawn" is not null and (((r."consent_withdrawn" >= {1800-01-01} and r."consent_withdrawn" <= {2999-12-31})) is not true or r."consent_withdrawn" <= {2026-11-21})) or (r."captured_on" is not null and (((r."captured_on" >= {1800-01-01} and r."captured_on" <= {2999-12-31})) is not true or r."captured_on" <= {2021-11-21})))) is not true then 'retained'
  when (((r."consent_withdrawn" <= {2026-11-21} and (r."consent_withdrawn" >= {1800-01-01} and r."consent_withdrawn" <= {2999-12-31})) or (r."captured_on" <= {2021-11-21} and (r."captured_on" >= {1800-01-01} and r."captured_on" <= {2999-12-31})))) is not true then 'undetermined'
  when (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'class') or exists (select 1 from keepuntil.hold h
  where h.scope in ('person', 'condition') and h.id > {0} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz)) or exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'record' and h.key = array[r."id"::text])) then 'held'
  when false then 'referred to'
  else 'due' end
