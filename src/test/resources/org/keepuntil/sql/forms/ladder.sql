-- what is due
select array[r."id"::text] from "f"."record" r
  left join "f"."child" p1 on p1."id" = r."child_id"
  cross join lateral (select (case
  when (p1."date_of_death" >= {1800-01-01} and p1."date_of_death" <= {2999-12-31}) then p1."date_of_death"
  else 'infinity'::date end < case
  when (p1."date_of_birth" >= {1800-01-01} and p1."date_of_birth" <= {2999-12-31}) then p1."date_of_birth"
  else '-infinity'::date end) as v offset 0) c1
  cross join lateral (select ((case
  when (p1."date_of_death" >= {1800-01-01} and p1."date_of_death" <= {2999-12-31}) then p1."date_of_death"
  else 'infinity'::date end < case
  when (p1."date_of_birth" >= {1800-01-01} and p1."date_of_birth" <= {2999-12-31}) then p1."date_of_birth"
  else '-infinity'::date end) or ((case
  when (r."opened" >= {1800-01-01} and r."opened" <= {2999-12-31}) then r."opened"
  else 'infinity'::date end < case
  when (p1."date_of_birth" >= {1800-01-01} and p1."date_of_birth" <= {2999-12-31}) then p1."date_of_birth"
  else '-infinity'::date end) or (case
  when (r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) then (r."closed_at" at time zone 'Europe/London')::date
  else 'infinity'::date end < case
  when (p1."date_of_birth" >= {1800-01-01} and p1."date_of_birth" <= {2999-12-31}) then p1."date_of_birth"
  else '-infinity'::date end) or (case
  when (r."paid_at" >= {1800-01-01T00:01:15} and r."paid_at" < {3000-01-01T00:00}) then (r."paid_at" at time zone 'UTC' at time zone 'Europe/London')::date
  else 'infinity'::date end < case
  when (p1."date_of_birth" >= {1800-01-01} and p1."date_of_birth" <= {2999-12-31}) then p1."date_of_birth"
  else '-infinity'::date end) or (case
  when (r."captured_on" >= {1800-01-01} and r."captured_on" <= {2999-12-31}) then r."captured_on"
  else 'infinity'::date end < case
  when (p1."date_of_birth" >= {1800-01-01} and p1."date_of_birth" <= {2999-12-31}) then p1."date_of_birth"
  else '-infinity'::date end) or (case
  when (r."consent_withdrawn" >= {1800-01-01} and r."consent_withdrawn" <= {2999-12-31}) then r."consent_withdrawn"
  else 'infinity'::date end < case
  when (p1."date_of_birth" >= {1800-01-01} and p1."date_of_birth" <= {2999-12-31}) then p1."date_of_birth"
  else '-infinity'::date end))) as v offset 0) c2
  cross join lateral (select (case
  when (r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) then (r."closed_at" at time zone 'Europe/London')::date
  else 'infinity'::date end < case
  when (r."opened" >= {1800-01-01} and r."opened" <= {2999-12-31}) then r."opened"
  else '-infinity'::date end) as v offset 0) c3
  cross join lateral (select exists (select 1 from "f"."episode" s2
  where p1."id" = s2."child_id" and true) as v offset 0) c4
  where (p1."date_of_birth" <= {2001-11-22} and (((case
  when c4.v then true
  when not (c4.v) then true
  else true end) is true and (not ((case
  when c4.v then true
  when not (c4.v) then true
  else true end) is not false) or (((c4.v) is not false or (c4.v) is not true) and (not ((c4.v) is not false) or (p1."date_of_birth" <= {1951-11-22} and ((p1."date_of_birth" >= {1800-01-01} and p1."date_of_birth" <= {2999-12-31}) and (c2.v) is not true))) and (not ((c4.v) is not true) or (p1."date_of_birth" <= {2001-11-22} and ((p1."date_of_birth" >= {1800-01-01} and p1."date_of_birth" <= {2999-12-31}) and (c2.v) is not true)))))) and (not (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'class')) and not (exists (select 1 from keepuntil.hold h
  where h.scope in ('person', 'condition') and h.id > {0} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz))) and not (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'record' and h.key = array[r."id"::text])))))
  order by r."id"

-- the status
case
  when ((case
  when c4.v then true
  when not (c4.v) then true
  else true end) is not false) is not true then 'unscheduled'
  when ((((case
  when c4.v then true
  when not (c4.v) then true
  else true end) is true and (not ((case
  when c4.v then true
  when not (c4.v) then true
  else true end) is true) or ((c4.v) is not false or (c4.v) is not true))) or (not ((case
  when c4.v then true
  when not (c4.v) then true
  else true end) is true) and ((case
  when c4.v then true
  when not (c4.v) then true
  else true end) is not false and ((c4.v) is not false or (c4.v) is not true))))) is not true then 'permanent'
  when false then 'open'
  when ((((case
  when c4.v then true
  when not (c4.v) then true
  else true end) is true and (not ((case
  when c4.v then true
  when not (c4.v) then true
  else true end) is true) or (((c4.v) is not false and (p1."date_of_birth" is null or (p1."date_of_birth" is not null and ((((p1."date_of_birth" >= {1800-01-01} and p1."date_of_birth" <= {2999-12-31}) and (c2.v) is not true)) is not true or p1."date_of_birth" <= {1951-11-22})))) or ((c4.v) is not true and (p1."date_of_birth" is null or (p1."date_of_birth" is not null and ((((p1."date_of_birth" >= {1800-01-01} and p1."date_of_birth" <= {2999-12-31}) and (c2.v) is not true)) is not true or p1."date_of_birth" <= {2001-11-22}))))))) or (not ((case
  when c4.v then true
  when not (c4.v) then true
  else true end) is true) and ((case
  when c4.v then true
  when not (c4.v) then true
  else true end) is not false and (((c4.v) is not false and (p1."date_of_birth" is null or (p1."date_of_birth" is not null and ((((p1."date_of_birth" >= {1800-01-01} and p1."date_of_birth" <= {2999-12-31}) and (c2.v) is not true)) is not true or p1."date_of_birth" <= {1951-11-22})))) or ((c4.v) is not true and (p1."date_of_birth" is null or (p1."date_of_birth" is not null and ((((p1."date_of_birth" >= {1800-01-01} and p1."date_of_birth" <= {2999-12-31}) and (c2.v) is not true)) is not true or p1."date_of_birth" <= {2001-11-22}))))))))) is not true then 'retained'
  when (((case
  when c4.v then true
  when not (c4.v) then true
  else true end) is true and (not ((case
  when c4.v then true
  when not (c4.v) then true
  else true end) is not false) or (((c4.v) is not false or (c4.v) is not true) and (not ((c4.v) is not false) or (p1."date_of_birth" <= {1951-11-22} and ((p1."date_of_birth" >= {1800-01-01} and p1."date_of_birth" <= {2999-12-31}) and (c2.v) is not true))) and (not ((c4.v) is not true) or (p1."date_of_birth" <= {2001-11-22} and ((p1."date_of_birth" >= {1800-01-01} and p1."date_of_birth" <= {2999-12-31}) and (c2.v) is not true))))))) is not true then 'undetermined'
  when (exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'class') or exists (select 1 from keepuntil.hold h
  where h.scope in ('person', 'condition') and h.id > {0} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz)) or exists (select 1 from keepuntil.hold h
  where h.class = {case} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'record' and h.key = array[r."id"::text])) then 'held'
  when false then 'referred to'
  else 'due' end
