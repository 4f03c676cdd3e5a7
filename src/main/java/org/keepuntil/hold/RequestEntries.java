package org.keepuntil.hold;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.keepuntil.audit.Digests;
import org.keepuntil.audit.RequestDecided;
import org.keepuntil.audit.RequestReceived;
import org.keepuntil.audit.RequestWithdrawn;
import org.keepuntil.audit.TokenKey;

/** What the log says of requests. */
final class RequestEntries {
    private RequestEntries() {}

    static RequestReceived received(Request request, TokenKey token) {
        List<String> detail = new ArrayList<>(List.of(
                HoldEntries.written(request.person().map(person -> token.reference(person.table(), person.key()))),
                HoldEntries.written(request.given().map(LocalDate::toString)),
                request.by(),
                HoldEntries.written(request.reference()),
                request.recordedBy()));
        request.records().forEach(each -> detail.add(token.reference(each.recordClass(), each.key())));
        return new RequestReceived(
                request.id(),
                request.recordedAt(),
                request.kind().word(),
                request.received(),
                request.due(),
                request.records().size(),
                Digests.sha256(detail));
    }

    static RequestDecided decided(Request request, Request.Item about, TokenKey token) {
        Request.Decision decision = about.decision().orElseThrow();
        return new RequestDecided(
                about.state() == Request.State.GRANTED,
                request.id(),
                decision.at(),
                request.kind().word(),
                about.recordClass(),
                token.reference(about.recordClass(), about.key()),
                Digests.sha256(List.of(decision.ground(), decision.by())));
    }

    static RequestWithdrawn withdrawn(Request request) {
        Request.Decision withdrawal = request.withdrawal().orElseThrow();
        return new RequestWithdrawn(
                request.id(),
                withdrawal.at(),
                request.kind().word(),
                Digests.sha256(List.of(withdrawal.ground(), withdrawal.by())));
    }
}
