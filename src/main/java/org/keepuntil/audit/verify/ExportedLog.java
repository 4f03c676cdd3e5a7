package org.keepuntil.audit.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keepuntil.audit.Bundle;
import org.keepuntil.audit.MalformedEntryException;
import org.keepuntil.audit.tlog.Tile;
import org.keepuntil.audit.tlog.VerifierKey;

/** Verifies a log from its export alone: no database is asked. */
public final class ExportedLog {
    private static final String CHECKPOINT = "checkpoint";

    private final Path directory;
    private final Findings findings = new Findings();

    private ExportedLog(Path directory) {
        this.directory = directory;
    }

    /**
     * Reads the whole export.
     *
     * @param given the keys that the log may be signed with; where there is none, those that the log names
     * @param kept checkpoints that somebody kept elsewhere
     * @throws NoSuchFileException if there is no export
     */
    public static Verified verify(Path directory, List<VerifierKey> given, List<Kept> kept) throws IOException {
        try {
            return new ExportedLog(directory).verify(given, kept);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Verified verify(List<VerifierKey> given, List<Kept> kept) throws IOException {
        List<Claim> ours = new ArrayList<>(all());
        Claim.follow(ours, findings);
        Optional<Claim> newest = Claim.read(CHECKPOINT, text(directory.resolve(CHECKPOINT)), true, findings);
        newest.filter(claim -> ours.stream()
                        .noneMatch(each ->
                                each.checkpoint().size() == claim.checkpoint().size()))
                .ifPresent(claim ->
                        findings.add("checkpoints/" + claim.checkpoint().size(), "is missing"));
        newest.ifPresent(ours::add);
        List<Claim> claims = new ArrayList<>(ours);
        claims.addAll(Claim.of(kept, findings));
        long size = ours.stream()
                .mapToLong(claim -> claim.checkpoint().size())
                .max()
                .orElse(0);
        newest.filter(claim -> claim.checkpoint().size() < size)
                .ifPresent(claim ->
                        findings.add(CHECKPOINT, "is older than another that is here, of " + size + " entries"));

        KeyRing keys = new KeyRing(given);
        String origin = given.isEmpty()
                ? newest.map(claim -> claim.checkpoint().origin()).orElse("")
                : given.get(0).name();
        LogCheck check = new LogCheck(origin, new ExportedTiles(directory, size), keys, claims, findings);
        readEntries(size, check);
        check.end();
        return new Verified(
                check.size(),
                newest.map(Claim::checkpoint),
                claims.size(),
                keys.named().stream().map(each -> each.added().key()).toList(),
                Optional.empty(),
                findings.all());
    }

    /** What is not UTF-8 is signed by nobody. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** Every checkpoint that there has been, the oldest first. */
    private List<Claim> all() throws IOException {
        Path folder = directory.resolve("checkpoints");
        if (!Files.isDirectory(folder)) {
            findings.add(folder.getFileName().toString(), "are missing");
            return List.of();
        }
        List<Claim> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> !each.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList()) {
                String where = "checkpoints/" + file.getFileName();
                Claim.read(where, text(file), true, findings).ifPresent(claim -> {
                    if (!where.equals("checkpoints/" + claim.checkpoint().size())) {
                        findings.add(
                                where, "is of " + claim.checkpoint().size() + " entries, which its name does not say");
                    }
                    found.add(claim);
                });
            }
        }
        found.sort(Comparator.comparingLong(claim -> claim.checkpoint().size()));
        return found;
    }

    private void readEntries(long size, LogCheck check) throws IOException {
        for (long index = 0; index * Tile.FULL < size; index++) {
            int width = (int) Math.min(Tile.FULL, size - index * Tile.FULL);
            String path = Tile.bundlePath(index, width);
            Optional<List<byte[]>> entries = bundle(path);
            if (entries.isEmpty()) {
                return;
            }
            if (entries.get().size() != width) {
                findings.add(path, "has " + entries.get().size() + " entries, and should have " + width);
                return;
            }
            entries.get().forEach(check::take);
        }
    }

    private Optional<List<byte[]>> bundle(String path) throws IOException {
        try {
            return Optional.of(Bundle.split(Files.readAllBytes(directory.resolve(path))));
        } catch (NoSuchFileException e) {
            findings.add(path, "is missing");
        } catch (MalformedEntryException e) {
            findings.add(path, "cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** The tiles of an export, those at its edge too. */
    private record ExportedTiles(Path directory, long size) implements KeptTiles {
        @Override
        public Optional<byte[]> read(Tile tile) {
            try {
                return Optional.of(Files.readAllBytes(directory.resolve(tile.path())));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean expects(Tile tile) {
            return Tile.widthIn(size, tile.level(), tile.index()) == tile.width();
        }
    }
}
