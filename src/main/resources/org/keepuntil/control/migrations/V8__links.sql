-- What is kept for links that the database does not keep whole: values that went, until they were searched for again; and what was found.

-- Values that rows had which are gone, and by which other rows may still come to refer to them. They are data about people: each goes as soon
-- as no transaction lives that is older than the one in which the row went, and the link has been searched again.
create table keepuntil.gone_value (
    id bigint generated always as identity primary key,
    run bigint not null references keepuntil.run,
    class text not null,
    link text not null,
    reference text not null,
    value text[] not null,
    gone_in xid8 not null default pg_current_xact_id()
);
create index gone_value_class on keepuntil.gone_value (class, id);
comment on column keepuntil.gone_value.reference is 'the record as the log names it: a keyed token, never its key';
grant select, insert, delete on keepuntil.gone_value to ${operator};

create table keepuntil.link_finding (
    run bigint not null references keepuntil.run,
    class text not null,
    link text not null,
    removed bigint not null default 0 check (removed >= 0),
    unlinked bigint not null default 0 check (unlinked >= 0),
    kept bigint not null default 0 check (kept >= 0),
    dropped bigint not null default 0 check (dropped >= 0),
    waiting bigint not null default 0 check (waiting >= 0),
    orphans bigint check (orphans >= 0),
    primary key (run, class, link)
);
comment on column keepuntil.link_finding.removed is 'rows that came late, with their own components';
comment on column keepuntil.link_finding.kept is 'rows that came late and stay, although what they refer to is gone';
comment on column keepuntil.link_finding.dropped is 'values that were not searched for, because the binding declares the link no more';
comment on column keepuntil.link_finding.waiting is 'values that could not be searched for yet';
comment on column keepuntil.link_finding.orphans is 'rows whose link leads nowhere, whatever the reason';
grant select on keepuntil.link_finding to ${operator}, ${approver}, ${auditor};
grant insert, update on keepuntil.link_finding to ${operator};
