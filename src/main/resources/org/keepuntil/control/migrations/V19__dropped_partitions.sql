-- Partitions that runs have dropped because every row of them was to be destroyed: written in the transaction that drops one.

create table keepuntil.dropped_partition (
    run bigint not null references keepuntil.run,
    class text not null,
    relation text not null,
    root text not null,
    rows bigint not null check (rows > 0),
    numbers bytea not null,
    dropped_at timestamptz not null default clock_timestamp(),
    primary key (run, class, relation)
);
comment on column keepuntil.dropped_partition.relation is 'the partition, with its schema, quoted where it must be';
comment on column keepuntil.dropped_partition.root is 'the table of which it was a partition, written in the same way';
comment on column keepuntil.dropped_partition.numbers is
    'which records of the list of the run went with it: bit n, as get_bit() counts, for the n-th. The list itself goes when the run is closed';
grant select on keepuntil.dropped_partition to ${operator}, ${approver}, ${auditor}, ${maintainer};
grant insert (run, class, relation, root, rows, numbers) on keepuntil.dropped_partition to ${operator};
