package org.keepuntil.report;

/**
 * A file of the report.
 *
 * @param rows rows without the header
 * @param sha256 the digest of its bytes, in hexadecimal
 */
record WrittenFile(String name, long rows, String sha256) {}
