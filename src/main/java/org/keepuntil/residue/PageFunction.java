package org.keepuntil.residue;

import org.keepuntil.control.Roles;
import org.keepuntil.sql.Identifier;

/**
 * Raw pages are for superusers alone. This function, which one of them makes, says of a page of a table whether there is anything but its rows in
 * it, and nothing of what that is.
 */
public final class PageFunction {
    private static final String SQL = """
            -- Run it in this database, as a superuser. It tells the maintainer whether a page of a table has anything in it but its rows.
            create schema if not exists keepuntil_pages;
            create extension if not exists pageinspect with schema keepuntil_pages;
            create or replace function keepuntil_pages.keepuntil_clean_page(relation regclass, block bigint) returns boolean
                language plpgsql strict security definer set search_path = pg_catalog, pg_temp as $$
            declare
                page constant bytea := keepuntil_pages.get_raw_page(
                    (select format('%%I.%%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.oid = relation), 'main', block);
                low constant integer := get_byte(page, 12) + 256 * get_byte(page, 13);
                high constant integer := get_byte(page, 14) + 256 * get_byte(page, 15);
                top constant integer := get_byte(page, 16) + 256 * get_byte(page, 17);
                pointer bigint;
                rows integer := 0;
            begin
                if high = 0 then
                    return true;
                end if;
                for at in 24 .. low - 4 by 4 loop
                    pointer := get_byte(page, at) + 256 * get_byte(page, at + 1) + 65536 * get_byte(page, at + 2)
                        + 16777216::bigint * get_byte(page, at + 3);
                    -- the length of a row that is there, up to the next multiple of eight
                    if (pointer >> 15) & 3 = 1 then
                        rows := rows + (((pointer >> 17) + 7) & ~7::bigint)::integer;
                    end if;
                end loop;
                return rows = top - high
                    and substring(page from low + 1 for high - low) = decode(repeat('00', high - low), 'hex');
            end
            $$;
            revoke all on function keepuntil_pages.keepuntil_clean_page(regclass, bigint) from public;
            grant usage on schema keepuntil_pages to %1$s;
            grant execute on function keepuntil_pages.keepuntil_clean_page(regclass, bigint) to %1$s;
            """;

    private PageFunction() {}

    /** What a superuser has to run. */
    public static String sql(Roles roles) {
        return SQL.formatted(Identifier.quote(roles.maintainer()));
    }
}
