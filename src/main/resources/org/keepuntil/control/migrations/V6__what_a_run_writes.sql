-- What a run writes, each entry bearing the run's own number: its start, what became of records, of rows that came late, of files and of
-- copies, its end.
create or replace function keepuntil.append(of_run bigint, new_entries integer, new_data bytea) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if of_run is null or new_entries is null or new_data is null or new_entries < 1 or octet_length(new_data) = 0 then
        raise exception 'nothing to write to the log' using errcode = 'invalid_parameter_value';
    end if;
    if keepuntil.count_entries(new_data, array(
            select convert_to(format(E'keepuntil/1\t%s\t%s\t', kind, of_run), 'UTF8')
            from unnest(array['disposal', 'altered', 'late', 'file', 'transferred', 'refreshed', 'flagged', 'run-start', 'run-end']) as kind)) <> new_entries then
        raise exception 'the bundle does not have % entries', new_entries using errcode = 'data_exception';
    end if;
    return keepuntil.write_bundle(of_run, new_entries, new_data);
end
$$;
