package org.keepuntil.dispose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.dispose.bag.BagWriter;
import org.keepuntil.plan.Approved;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A package is written under a name that nobody takes for one, and read back; only then is it recorded, and only when it is recorded does
 * it get its name. Wherever the program is killed, what is there is whole or nobody's.
 */
final class JdbcPacker implements Transfers.Packer {
    private static final int FETCH = 500;

    private final JdbcTemplate jdbc;
    private final Transfers transfers;
    private final TransactionTemplate snapshot;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final Workload workload;
    private final TokenKey tokens;
    private final Clock clock;

    JdbcPacker(DataSource database, Workload workload, TokenKey tokens, Clock clock) {
        this.jdbc = new JdbcTemplate(database);
        jdbc.setFetchSize(FETCH);
        this.transfers = Transfers.of(database);
        JdbcTransactionManager manager = new JdbcTransactionManager(database);
        this.snapshot = new TransactionTemplate(manager);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.transaction = new TransactionTemplate(manager);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.runs = Runs.of(JdbcClient.create(database));
        this.workload = workload;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public List<Transfers.Packed> pack(Run run) {
        settle(run);
        List<Transfers.Packed> packed = new ArrayList<>();
        for (Workload.Bound bound : workload.schedules()) {
            Optional<Path> to = bound.binding().transferTo().map(Path::of);
            if (to.isPresent()) {
                clear(to.get());
                for (Workload.Work work : workload.classes()) {
                    if (work.schedule().equals(bound.schedule())) {
                        pack(run, work, to.get(), packed);
                    }
                }
            }
        }
        return packed;
    }

    private void pack(Run run, Workload.Work work, Path to, List<Transfers.Packed> packed) {
        for (boolean copy : List.of(false, true)) {
            boolean asked = work.rules().stream()
                    .anyMatch(rule -> IntStream.rangeClosed(1, rule.stages().size())
                            .anyMatch(stage -> copy ? rule.sendsCopy(stage) : rule.handsOver(stage)));
            // a person may have decided it of any record in review
            if (asked || (!copy && work.sql(run.asOf()).decides())) {
                ClassRun classRun = new GateHolds(jdbc)
                        .look(ClassRun.of(
                                run, work, tokens, workload.files(), run.asOf(), Approved.EVERYTHING, Set.of()));
                PackageContent content = new PackageContent(classRun, jdbc, copy, installation(), to, clock);
                List<PackageContent.Result> results = new ArrayList<>();
                snapshot.executeWithoutResult(status -> {
                    runs.enter(run, Runs.SILENCE_WITH_FILES);
                    content.write().ifPresentOrElse(results::add, status::setRollbackOnly);
                    runs.hold(run);
                });
                results.forEach(written -> {
                    settle(run);
                    packed.add(new Transfers.Packed(find(written.id()), written.leftOut()));
                });
            }
        }
    }

    private TransferPackage find(long id) {
        return transfers.find(id).orElseThrow();
    }

    private String installation() {
        return String.valueOf(jdbc.queryForObject("select id::text from keepuntil.installation", String.class));
    }

    /** Gives what is verified and recorded its name. */
    private void settle(Run run) {
        for (TransferPackage each : transfers.all()) {
            if (each.state() == TransferPackage.State.WRITTEN) {
                boolean there = named(each);
                String state = !there ? "lost" : each.copy() ? "copied" : "waiting";
                transaction.executeWithoutResult(status -> {
                    runs.hold(run);
                    jdbc.update("update keepuntil.transfer_package set state = ? where id = ?", state, each.id());
                    if (!there) {
                        jdbc.update("delete from keepuntil.transfer_record where package = ?", each.id());
                    }
                });
            }
        }
    }

    private boolean named(TransferPackage each) {
        Path temporary = PackageContent.temporary(Path.of(each.directory()), installation(), each.id());
        try {
            if (Files.isDirectory(temporary) && !Files.exists(each.path())) {
                Files.move(temporary, each.path(), StandardCopyOption.ATOMIC_MOVE);
                BagWriter.sync(Path.of(each.directory()));
            }
            return Files.isDirectory(each.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was not finished is nobody's. */
    private void clear(Path directory) {
        try (DirectoryStream<Path> unfinished =
                Files.newDirectoryStream(directory, PackageContent.temporaryNames(installation()))) {
            for (Path each : unfinished) {
                remove(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void remove(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
