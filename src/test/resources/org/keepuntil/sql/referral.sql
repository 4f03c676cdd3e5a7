-- what is due
select array[r."id"::text] from (select r.* from "sees"."referral" r
  where exists (select 1 from "sees"."referral_child" s11
  left join "sees"."child" s12 on s12."id" = s11."child_id"
  where r."id" = s11."referral_id" and s12."date_of_birth" <= {2001-11-22})) r
  cross join lateral (select (case
  when (r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) then (r."closed_at" at time zone 'Europe/London')::date
  else 'infinity'::date end < case
  when (r."received_on" >= {1800-01-01} and r."received_on" <= {2999-12-31}) then r."received_on"
  else '-infinity'::date end) as v offset 0) c1
  cross join lateral (select exists (select 1 from "sees"."referral_child" s8
  left join "sees"."child" s9 on s9."id" = s8."child_id" join "sees"."care_episode" s10 on s9."id" = s10."child_id"
  where r."id" = s8."referral_id" and true) as v offset 0) c2
  cross join lateral (select ((r."closed_at" is not null) is not true or case
  when ((exists (select 1 from "sees"."contact" s1
  where r."id" = s1."referral_id" and (case
  when (s1."made_at" >= {1800-01-01T00:01:15Z} and s1."made_at" < {3000-01-01T00:00Z}) then (s1."made_at" at time zone 'Europe/London')::date
  else '-infinity'::date end > case
  when ((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true) then (r."closed_at" at time zone 'Europe/London')::date
  else 'infinity'::date end)) or exists (select 1 from "sees"."assessment" s2
  where r."id" = s2."referral_id" and (case
  when (s2."completed_on" >= {1800-01-01} and s2."completed_on" <= {2999-12-31}) then s2."completed_on"
  else '-infinity'::date end > case
  when ((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true) then (r."closed_at" at time zone 'Europe/London')::date
  else 'infinity'::date end))) or (not ((exists (select 1 from "sees"."contact" s1
  where r."id" = s1."referral_id") or exists (select 1 from "sees"."assessment" s2
  where r."id" = s2."referral_id"))) and (case
  when (r."received_on" >= {1800-01-01} and r."received_on" <= {2999-12-31}) then r."received_on"
  else '-infinity'::date end > case
  when ((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true) then (r."closed_at" at time zone 'Europe/London')::date
  else 'infinity'::date end))) then true
  when (((exists (select 1 from "sees"."contact" s1
  where r."id" = s1."referral_id") or exists (select 1 from "sees"."assessment" s2
  where r."id" = s2."referral_id")) and (not exists (select 1 from "sees"."contact" s1
  where r."id" = s1."referral_id" and ((case
  when (s1."made_at" >= {1800-01-01T00:01:15Z} and s1."made_at" < {3000-01-01T00:00Z}) then (s1."made_at" at time zone 'Europe/London')::date
  else 'infinity'::date end <= case
  when ((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true) then (r."closed_at" at time zone 'Europe/London')::date
  else '-infinity'::date end)) is not true)
  and not exists (select 1 from "sees"."assessment" s2
  where r."id" = s2."referral_id" and ((case
  when (s2."completed_on" >= {1800-01-01} and s2."completed_on" <= {2999-12-31}) then s2."completed_on"
  else 'infinity'::date end <= case
  when ((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true) then (r."closed_at" at time zone 'Europe/London')::date
  else '-infinity'::date end)) is not true))) or (not ((exists (select 1 from "sees"."contact" s1
  where r."id" = s1."referral_id") or exists (select 1 from "sees"."assessment" s2
  where r."id" = s2."referral_id"))) and (case
  when (r."received_on" >= {1800-01-01} and r."received_on" <= {2999-12-31}) then r."received_on"
  else 'infinity'::date end <= case
  when ((r."closed_at" >= {1800-01-01T00:01:15Z} and r."closed_at" < {3000-01-01T00:00Z}) and (c1.v) is not true) then (r."closed_at" at time zone 'Europe/London')::date
  else '-infinity'::date end))) then false end) as v offset 0) c3
  where ((((exists (select 1 from "sees"."referral_child" s3
  left join "sees"."child" s4 on s4."id" = s3."child_id"
  where r."id" = s3."referral_id")
  and not exists (select 1 from "sees"."referral_child" s3
  left join "sees"."child" s4 on s4."id" = s3."child_id"
  where r."id" = s3."referral_id" and ((s4."date_of_birth" <= {2001-11-22} and ((s4."date_of_birth" >= {1800-01-01} and s4."date_of_birth" <= {2999-12-31}) and ((case
  when (s4."date_of_death" >= {1800-01-01} and s4."date_of_death" <= {2999-12-31}) then s4."date_of_death"
  else 'infinity'::date end < case
  when (s4."date_of_birth" >= {1800-01-01} and s4."date_of_birth" <= {2999-12-31}) then s4."date_of_birth"
  else '-infinity'::date end)) is not true))) is not true)) and (not ((c2.v) is not false) or (exists (select 1 from "sees"."referral_child" s3
  left join "sees"."child" s4 on s4."id" = s3."child_id"
  where r."id" = s3."referral_id")
  and not exists (select 1 from "sees"."referral_child" s3
  left join "sees"."child" s4 on s4."id" = s3."child_id"
  where r."id" = s3."referral_id" and ((s4."date_of_birth" <= {1951-11-22} and ((s4."date_of_birth" >= {1800-01-01} and s4."date_of_birth" <= {2999-12-31}) and ((case
  when (s4."date_of_death" >= {1800-01-01} and s4."date_of_death" <= {2999-12-31}) then s4."date_of_death"
  else 'infinity'::date end < case
  when (s4."date_of_birth" >= {1800-01-01} and s4."date_of_birth" <= {2999-12-31}) then s4."date_of_birth"
  else '-infinity'::date end)) is not true))) is not true)))) and (c3.v) is false) and (not (exists (select 1 from keepuntil.hold h
  where h.class = {referral} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'class')) and not (exists (select 1 from keepuntil.hold h
  where h.scope in ('person', 'condition') and h.id > {0} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz))) and not (exists (select 1 from keepuntil.hold h
  where h.class = {referral} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'record' and h.key = array[r."id"::text]))))
  order by r."id"

-- the status
case
  when false then 'unscheduled'
  when false then 'permanent'
  when ((c3.v) is not false or ((exists (select 1 from "sees"."referral_child" s3
  left join "sees"."child" s4 on s4."id" = s3."child_id"
  where r."id" = s3."referral_id" and false) or ((c2.v) is not false and exists (select 1 from "sees"."referral_child" s3
  left join "sees"."child" s4 on s4."id" = s3."child_id"
  where r."id" = s3."referral_id" and false)))) is true) then 'open'
  when ((((exists (select 1 from "sees"."referral_child" s3
  left join "sees"."child" s4 on s4."id" = s3."child_id"
  where r."id" = s3."referral_id")
  and not exists (select 1 from "sees"."referral_child" s3
  left join "sees"."child" s4 on s4."id" = s3."child_id"
  where r."id" = s3."referral_id" and ((s4."date_of_birth" is null or (s4."date_of_birth" is not null and ((((s4."date_of_birth" >= {1800-01-01} and s4."date_of_birth" <= {2999-12-31}) and ((case
  when (s4."date_of_death" >= {1800-01-01} and s4."date_of_death" <= {2999-12-31}) then s4."date_of_death"
  else 'infinity'::date end < case
  when (s4."date_of_birth" >= {1800-01-01} and s4."date_of_birth" <= {2999-12-31}) then s4."date_of_birth"
  else '-infinity'::date end)) is not true)) is not true or s4."date_of_birth" <= {2001-11-22})))) is not true)) or not (exists (select 1 from "sees"."referral_child" s3
  left join "sees"."child" s4 on s4."id" = s3."child_id"
  where r."id" = s3."referral_id"))) and (not ((c2.v) is true) or ((exists (select 1 from "sees"."referral_child" s3
  left join "sees"."child" s4 on s4."id" = s3."child_id"
  where r."id" = s3."referral_id")
  and not exists (select 1 from "sees"."referral_child" s3
  left join "sees"."child" s4 on s4."id" = s3."child_id"
  where r."id" = s3."referral_id" and ((s4."date_of_birth" is null or (s4."date_of_birth" is not null and ((((s4."date_of_birth" >= {1800-01-01} and s4."date_of_birth" <= {2999-12-31}) and ((case
  when (s4."date_of_death" >= {1800-01-01} and s4."date_of_death" <= {2999-12-31}) then s4."date_of_death"
  else 'infinity'::date end < case
  when (s4."date_of_birth" >= {1800-01-01} and s4."date_of_birth" <= {2999-12-31}) then s4."date_of_birth"
  else '-infinity'::date end)) is not true)) is not true or s4."date_of_birth" <= {1951-11-22})))) is not true)) or not (exists (select 1 from "sees"."referral_child" s3
  left join "sees"."child" s4 on s4."id" = s3."child_id"
  where r."id" = s3."referral_id")))))) is not true then 'retained'
  when (((exists (select 1 from "sees"."referral_child" s3
  left join "sees"."child" s4 on s4."id" = s3."child_id"
  where r."id" = s3."referral_id")
  and not exists (select 1 from "sees"."referral_child" s3
  left join "sees"."child" s4 on s4."id" = s3."child_id"
  where r."id" = s3."referral_id" and ((s4."date_of_birth" <= {2001-11-22} and ((s4."date_of_birth" >= {1800-01-01} and s4."date_of_birth" <= {2999-12-31}) and ((case
  when (s4."date_of_death" >= {1800-01-01} and s4."date_of_death" <= {2999-12-31}) then s4."date_of_death"
  else 'infinity'::date end < case
  when (s4."date_of_birth" >= {1800-01-01} and s4."date_of_birth" <= {2999-12-31}) then s4."date_of_birth"
  else '-infinity'::date end)) is not true))) is not true)) and (not ((c2.v) is not false) or (exists (select 1 from "sees"."referral_child" s3
  left join "sees"."child" s4 on s4."id" = s3."child_id"
  where r."id" = s3."referral_id")
  and not exists (select 1 from "sees"."referral_child" s3
  left join "sees"."child" s4 on s4."id" = s3."child_id"
  where r."id" = s3."referral_id" and ((s4."date_of_birth" <= {1951-11-22} and ((s4."date_of_birth" >= {1800-01-01} and s4."date_of_birth" <= {2999-12-31}) and ((case
  when (s4."date_of_death" >= {1800-01-01} and s4."date_of_death" <= {2999-12-31}) then s4."date_of_death"
  else 'infinity'::date end < case
  when (s4."date_of_birth" >= {1800-01-01} and s4."date_of_birth" <= {2999-12-31}) then s4."date_of_birth"
  else '-infinity'::date end)) is not true))) is not true))))) is not true then 'undetermined'
  when (exists (select 1 from keepuntil.hold h
  where h.class = {referral} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'class') or exists (select 1 from keepuntil.hold h
  where h.scope in ('person', 'condition') and h.id > {0} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz)) or exists (select 1 from keepuntil.hold h
  where h.class = {referral} and (h.released_at is null or h.released_at >= {2026-10-22T23:00:00Z}::timestamptz) and h.scope = 'record' and h.key = array[r."id"::text])) then 'held'
  when false then 'referred to'
  else 'due' end
