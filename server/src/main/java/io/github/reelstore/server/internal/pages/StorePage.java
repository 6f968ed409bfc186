package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.maintenance.CollectionResult;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.Quarantine;
import io.github.reelstore.domain.maintenance.UndeleteResult;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tombstone;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.StoreChecks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The health of the store: problems that a verification finds, what a collection would remove, what sharing and reuse save, files
 * in quarantine, and deleted files.
 */
final class StorePage {

    private static final int MOST_PROBLEMS = 100;
    private static final int MOST_FILES = 100;

    private final Pages pages;

    private final StoreChecks checks = new StoreChecks();

    StorePage(Pages pages) {
        this.pages = pages;
    }

    List<Route> routes() {
        return List.of(
                Pages.page("GET", "/store", this::page),
                Pages.page("GET", "/parts/store/check", checks.alone(this::check)),
                Pages.page("GET", "/parts/store/garbage", checks.alone(this::garbage)),
                Pages.page("GET", "/parts/store/savings", checks.alone(this::savings)),
                Pages.page("GET", "/parts/store/quarantine", checks.alone(this::quarantine)),
                Pages.page("POST", "/store/undelete", StorePage::undelete));
    }

    private Answer page(Exchange exchange) {
        Page<Tombstone> deleted =
                exchange.store().readOnly(tx -> tx.references().tombstones(PageRequest.first(MOST_FILES)));
        List<DeletedFile> files = deleted.items().stream()
                .filter(tombstone -> !MediaKeys.isThumbnail(tombstone.key()))
                .map(DeletedFile::of)
                .toList();
        return pages.full(
                "store",
                "Store",
                "store",
                exchange.store(),
                Map.of("files", files, "more", deleted.next().isPresent()));
    }

    private Answer check(Exchange exchange) {
        List<Verification.Problem> problems = Collections.synchronizedList(new ArrayList<>());
        Verification result = exchange.store().maintenance().verify(VerificationRequest.ALL, problem -> {
            if (problems.size() < MOST_PROBLEMS) {
                problems.add(problem);
            }
        });
        return pages.part("parts/check", Map.of("result", result, "problems", List.copyOf(problems)));
    }

    private Answer garbage(Exchange exchange) {
        CollectionResult result = exchange.store()
                .maintenance()
                .collect(
                        CollectionService.Scope.TOMBSTONES,
                        CollectionService.DEFAULT_GRACE,
                        CollectionService.Mode.PREVIEW,
                        CollectionService.USUAL_SHARE,
                        files -> {});
        return pages.part(
                "parts/garbage",
                Map.of(
                        "result",
                        result,
                        "waiting",
                        result.waiting().bytes().map(Display::bytes).orElse("an unknown size")));
    }

    private Answer savings(Exchange exchange) {
        return pages.part("parts/savings", Map.of("savings", exchange.store().readOnly(Savings::of)));
    }

    private Answer quarantine(Exchange exchange) {
        Quarantine found = exchange.store().maintenance().quarantine(MOST_FILES);
        return pages.part(
                "parts/quarantine",
                Map.of(
                        "count",
                        found.files(),
                        "size",
                        Display.bytes(found.bytes()),
                        "files",
                        found.first().stream().map(QuarantinedFile::of).toList()));
    }

    /** Restores the file of a row that is gone, with a new row. */
    private static Answer undelete(Exchange exchange) throws IOException {
        Form form = Form.of(exchange);
        UndeleteResult result = exchange.store().maintenance().undelete(BlobKey.parse(form.require("key")));
        return Html.redirect(Links.project(result.project(), ""));
    }
}
