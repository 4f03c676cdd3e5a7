package org.keepuntil.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a connection URI apart into libpq's keywords: {@code host}, {@code port}, {@code dbname}, {@code user} and so on, in the
 * grammar of "Connection URIs" in PostgreSQL's manual (34.1.1.2), or in that of its JDBC driver.
 */
final class DatabaseUri {
    private static final String JDBC = "jdbc:postgresql:";

    private final String text;
    private final boolean jdbc;
    private final Map<String, String> found = new LinkedHashMap<>();

    private DatabaseUri(String text) {
        this.text = text;
        this.jdbc = text.startsWith("jdbc:");
    }

    /** The keywords that the URI gives, values decoded. Errors never repeat the URI, which may hold a password. */
    static Map<String, String> parse(String uri) {
        DatabaseUri parsed = new DatabaseUri(uri);
        parsed.parse();
        return parsed.found;
    }

    private void parse() {
        String rest = withoutScheme();
        int question = rest.indexOf('?');
        address(question < 0 ? rest : rest.substring(0, question));
        // last, because a parameter overrides what stands before the question mark
        if (question >= 0) {
            for (String parameter : rest.substring(question + 1).split("&", -1)) {
                parameter(parameter);
            }
        }
    }

    private void address(String address) {
        if (!address.startsWith("//")) {
            // jdbc:postgresql:sees and jdbc:postgresql:/
            put("dbname", decode(address.equals("/") ? "" : address));
            return;
        }
        int slash = address.indexOf('/', 2);
        if (slash >= 0) {
            put("dbname", decode(address.substring(slash + 1)));
        }
        authority(address.substring(2, slash < 0 ? address.length() : slash));
    }

    private String withoutScheme() {
        for (String scheme : new String[] {"postgresql:", "postgres:"}) {
            if (text.startsWith(scheme + "//")) {
                return text.substring(scheme.length());
            }
        }
        if (text.startsWith(JDBC)) {
            return text.substring(JDBC.length());
        }
        throw bad("It must begin with postgresql:// (or with jdbc:postgresql:)");
    }

    private void authority(String authority) {
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            String user = authority.substring(0, at);
            int colon = user.indexOf(':');
            if (colon >= 0) {
                put("password", decode(user.substring(colon + 1)));
                user = user.substring(0, colon);
            }
            put("user", decode(user));
        }
        hosts(authority.substring(at + 1));
    }

    private void hosts(String list) {
        if (list.isEmpty()) {
            return;
        }
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String address : list.split(",", -1)) {
            int afterHost = address.startsWith("[") ? address.indexOf(']') + 1 : 0;
            if (address.startsWith("[") && afterHost == 0) {
                throw bad("The ] after an IPv6 address is missing");
            }
            int colon = address.indexOf(':', afterHost);
            hosts.add(unbracketed(decode(colon < 0 ? address : address.substring(0, colon))));
            ports.add(colon < 0 ? "" : address.substring(colon + 1));
        }
        put("host", String.join(",", hosts));
        if (ports.stream().anyMatch(port -> !port.isEmpty())) {
            put("port", String.join(",", ports));
        }
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private void parameter(String parameter) {
        if (parameter.isEmpty()) {
            return;
        }
        int equals = parameter.indexOf('=');
        if (equals < 0) {
            throw bad("A parameter after the ? has no value");
        }
        put(decode(parameter.substring(0, equals)), decode(parameter.substring(equals + 1)));
    }

    private void put(String keyword, String value) {
        if (!value.isEmpty()) {
            found.put(keyword, value);
        }
    }

    /** Percent-decoding as UTF-8. A plus sign is itself, as in libpq, except in a JDBC URL. */
    private String decode(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.write(hex(encoded, i + 1));
                i += 2;
            } else if (c == '+' && jdbc) {
                bytes.write(' ');
            } else {
                int end = encoded.offsetByCodePoints(i, 1);
                bytes.writeBytes(encoded.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
            }
        }
        String decoded = bytes.toString(StandardCharsets.UTF_8);
        if (decoded.indexOf('\0') >= 0) {
            throw bad("It holds %00, which no name can have");
        }
        return decoded;
    }

    private static int hex(String encoded, int from) {
        int high = from + 1 < encoded.length() ? Character.digit(encoded.charAt(from), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(encoded.charAt(from + 1), 16);
        if (low < 0) {
            throw bad("A % in it is not followed by two hexadecimal digits (write %25 for a percent sign)");
        }
        return high * 16 + low;
    }

    private static UserError bad(String what) {
        return new UserError(
                ExitCode.USAGE,
                "The database's address cannot be read. " + what + ".",
                "Write it so: --database postgresql://user@host:5432/database");
    }
}
