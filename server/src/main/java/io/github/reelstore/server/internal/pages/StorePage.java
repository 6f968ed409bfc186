package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.maintenance.CollectionResult;
import io.github.reelstore.domain.maintenance.CollectionService;
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
import io.github.reelstore.server.internal.http.Gatekeeper;
import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** The health of the store: problems that a verification finds, deleted files, and what a collection would remove. */
final class StorePage {

    private static final int MOST_PROBLEMS = 100;
    private static final int MOST_FILES = 100;

    private final Pages pages;

    /** A check reads the whole store, so one at a time is enough. */
    private final Semaphore running = new Semaphore(1);

    StorePage(Pages pages) {
        this.pages = pages;
    }

    List<Route> routes() {
        return List.of(
                Pages.page("GET", "/store", this::page),
                Pages.page("GET", "/parts/store/check", this::check),
                Pages.page("GET", "/parts/store/garbage", this::garbage),
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

    private void acquire(Exchange exchange) {
        Gatekeeper.requireNoOtherSite(exchange.header("Sec-Fetch-Site"));
        if (!running.tryAcquire()) {
            throw HttpProblem.busy("Another check of the store is running; try again when it has ended.");
        }
    }

    private Answer check(Exchange exchange) {
        acquire(exchange);
        try {
            List<Verification.Problem> problems = Collections.synchronizedList(new ArrayList<>());
            Verification result = exchange.store().maintenance().verify(VerificationRequest.ALL, problem -> {
                if (problems.size() < MOST_PROBLEMS) {
                    problems.add(problem);
                }
            });
            return pages.part("parts/check", Map.of("result", result, "problems", List.copyOf(problems)));
        } finally {
            running.release();
        }
    }

    private Answer garbage(Exchange exchange) {
        acquire(exchange);
        try {
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
        } finally {
            running.release();
        }
    }

    /** Restores the file of a row that is gone, with a new row. */
    private static Answer undelete(Exchange exchange) throws IOException {
        Form form = Form.of(exchange);
        UndeleteResult result = exchange.store().maintenance().undelete(BlobKey.parse(form.require("key")));
        return Html.redirect(Links.project(result.project(), ""));
    }
}
