-- A list that several workers share is cut into parts. Each part has a place of its own, which moves in the transaction of its batches.

create table keepuntil.progress_slice (
    run bigint not null,
    class text not null,
    slice integer not null check (slice > 0),
    first bigint not null,
    last bigint not null check (last >= first),
    position bigint not null check (position between first - 1 and last),
    primary key (run, class, slice),
    foreign key (run, class) references keepuntil.progress
);
comment on column keepuntil.progress_slice.position is 'the last candidate of the part that was looked at';
grant select on keepuntil.progress_slice to ${operator}, ${approver}, ${auditor};
grant insert, update on keepuntil.progress_slice to ${operator};

-- The candidates of runs that are not closed to which nobody came, and that were not put off.
create view keepuntil.unreached as
    select c.run, c.class, c.n, c.key
    from keepuntil.candidate c join keepuntil.progress p on p.run = c.run and p.class = c.class
    where c.n > p.position
        and not exists (select from keepuntil.progress_slice s
            where s.run = c.run and s.class = c.class and c.n between s.first and s.position)
        and not exists (select from keepuntil.outcome o where o.run = c.run and o.class = c.class and o.n = c.n);
grant select on keepuntil.unreached to ${operator}, ${approver}, ${auditor};
