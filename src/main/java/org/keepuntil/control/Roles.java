package org.keepuntil.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The roles of one database. Roles belong to the whole server, so their names bear the database's name. None of them can log in: a
 * login is made a member of the group that it acts for.
 *
 * @param owner owns the control schema and its functions; nobody's to use
 * @param operator plans and runs
 * @param approver approves, places and releases holds
 * @param auditor reads the control schema
 * @param maintainer drops old plans and purges what deletion leaves behind
 */
public record Roles(String owner, String operator, String approver, String auditor, String maintainer) {
    /** What PostgreSQL keeps of a name, in bytes; it cuts the rest off without an error. */
    private static final int LONGEST_NAME = 63;

    private static final int LONGEST_DATABASE = LONGEST_NAME - "keepuntil_".length() - "_maintainer".length();
    private static final int HASH_DIGITS = 8;
    private static final Pattern AWKWARD = Pattern.compile("[^\\p{L}\\p{N}_-]");

    /**
     * The roles of the database of that name. A name that is too long, or that is awkward to write in a command, is made to fit and a
     * part of its hash is added, so that names stay apart.
     */
    public static Roles of(String database) {
        String prefix = "keepuntil_" + stem(database) + "_";
        return new Roles(
                prefix + "owner", prefix + "operator", prefix + "approver", prefix + "auditor", prefix + "maintainer");
    }

    /** All of them, the owner first. */
    List<String> all() {
        return List.of(owner, operator, approver, auditor, maintainer);
    }

    private static String stem(String database) {
        String plain = AWKWARD.matcher(database).replaceAll("_");
        if (plain.equals(database) && database.getBytes(StandardCharsets.UTF_8).length <= LONGEST_DATABASE) {
            return database;
        }
        StringBuilder kept = new StringBuilder();
        int bytes = 0;
        for (int codePoint : plain.codePoints().toArray()) {
            bytes += Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LONGEST_DATABASE - HASH_DIGITS - 1) {
                break;
            }
            kept.appendCodePoint(codePoint);
        }
        return kept + "_" + hash(database);
    }

    private static String hash(String database) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(database.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
