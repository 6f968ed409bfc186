package io.github.reelstore.domain.copy;

import io.github.reelstore.domain.copy.CopyListener.Phase;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.port.copy.CopiedColumn;
import io.github.reelstore.domain.port.copy.CopiedProfiles;
import io.github.reelstore.domain.port.copy.CopiedRow;
import io.github.reelstore.domain.port.copy.CopiedTable;
import io.github.reelstore.domain.port.copy.CopyOf;
import io.github.reelstore.domain.port.copy.CopyableDatabase;
import io.github.reelstore.domain.port.copy.OddValue;
import io.github.reelstore.domain.port.copy.RowSnapshot;
import io.github.reelstore.domain.port.copy.RowWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of the target those of a snapshot of the source. Both are read in the order of their keys, side by side: what was copied
 * before is found by comparing, so that nothing has to be remembered between two runs.
 */
final class RowCopy {

    private static final int ROWS_PER_REPORT = 1_000;
    private static final String JOBS = "provider_jobs";

    private final RowSnapshot source;
    private final CopyableDatabase target;
    private final CopyOf run;
    private final Consumer<OddValue> odd;
    private final CopyListener listener;
    private final RowDigest digest = new RowDigest();

    private long rows;
    private long inserted;
    private long updated;
    private long deleted;

    /**
     * @param run the mark that the target has
     * @param odd receives the values of the source that not every database can hold
     */
    RowCopy(RowSnapshot source, CopyableDatabase target, CopyOf run, Consumer<OddValue> odd, CopyListener listener) {
        this.source = source;
        this.target = target;
        this.run = run;
        this.odd = odd;
        this.listener = listener;
    }

    /** What to do with a row of which both, or one, exist. */
    @FunctionalInterface
    private interface Pair {
        void meet(@Nullable CopiedRow ofSource, @Nullable CopiedRow ofTarget);
    }

    void run() {
        Set<String> leftovers = new HashSet<>();
        try (RowWriter writer = target.writer(run)) {
            for (CopiedTable table : CopiedTable.ALL) {
                if (table.name().equals(JOBS)) {
                    park(table, writer);
                }
                RowDigest ofTable = new RowDigest();
                each(table, End.OF_BOTH, odd, (ofSource, ofTarget) -> {
                    if (ofSource == null) {
                        leftovers.add(table.name());
                    } else {
                        ofTable.add(table.columns(), ofSource);
                        write(table, ofSource, ofTarget, writer);
                    }
                });
                digest.add(table.name());
                digest.add(ofTable.value());
                writer.flush();
                listener.at(Phase.ROWS, rows);
            }
            List<CopiedTable> childrenFirst = new ArrayList<>(CopiedTable.ALL);
            Collections.reverse(childrenFirst);
            childrenFirst.stream()
                    .filter(table -> leftovers.contains(table.name()))
                    .forEach(table -> delete(table, writer));
        }
    }

    private void write(CopiedTable table, CopiedRow ofSource, @Nullable CopiedRow ofTarget, RowWriter writer) {
        if (ofTarget == null) {
            writer.insert(table, ofSource);
            inserted++;
        } else if (!RowDigest.isSame(table.columns(), ofSource, ofTarget)) {
            writer.update(table, ofSource);
            updated++;
        }
        if (++rows % ROWS_PER_REPORT == 0) {
            listener.at(Phase.ROWS, rows);
        }
    }

    private void delete(CopiedTable table, RowWriter writer) {
        each(table, End.OF_TARGET, any -> {}, (ofSource, ofTarget) -> {
            if (ofSource == null && ofTarget != null) {
                writer.delete(table, ofTarget);
                deleted++;
            }
        });
        writer.flush();
        listener.at(Phase.DELETING, deleted);
    }

    /**
     * Only one job of a request may be active. So jobs of the target that are no longer, or that are not the same, are made inactive before
     * others are inserted, whatever their order.
     */
    private void park(CopiedTable table, RowWriter writer) {
        int state = table.columns().indexOf(table.column("state"));
        each(table, End.OF_TARGET, any -> {}, (ofSource, ofTarget) -> {
            if (ofTarget != null
                    && JobState.of(ofTarget.required(state)).isActive()
                    && (ofSource == null || !RowDigest.isSame(table.columns(), ofSource, ofTarget))) {
                List<@Nullable String> values = new ArrayList<>(ofTarget.values());
                values.set(state, JobState.CANCELLED.value());
                writer.update(table, new CopiedRow(values));
            }
        });
        writer.flush();
    }

    /** How far to walk. */
    private enum End {
        OF_BOTH,
        OF_TARGET
    }

    /** Walks through the rows of both in the order of their keys. */
    private void each(CopiedTable table, End end, Consumer<OddValue> ofSourceOdd, Pair pair) {
        List<CopiedColumn> columns = table.columns();
        try (RowSnapshot copied = target.snapshot(CopiedProfiles.ALL);
                RowSnapshot.Rows here = source.rows(table, columns, Optional.empty(), ofSourceOdd);
                RowSnapshot.Rows there = copied.rows(table, columns, Optional.empty(), any -> {})) {
            @Nullable CopiedRow ofSource = here.next();
            @Nullable CopiedRow ofTarget = there.next();
            while (ofTarget != null || (end == End.OF_BOTH && ofSource != null)) {
                int order = order(table, ofSource, ofTarget);
                pair.meet(order <= 0 ? ofSource : null, order >= 0 ? ofTarget : null);
                if (order <= 0) {
                    ofSource = here.next();
                }
                if (order >= 0) {
                    ofTarget = there.next();
                }
            }
        }
    }

    private static int order(CopiedTable table, @Nullable CopiedRow ofSource, @Nullable CopiedRow ofTarget) {
        if (ofSource == null) {
            return 1;
        }
        return ofTarget == null ? -1 : table.compareKeys(ofSource, ofTarget);
    }

    /** The digest of the rows of the source. */
    String digest() {
        return digest.value();
    }

    CopyResult.Rows counts() {
        return new CopyResult.Rows(rows, inserted, updated, deleted);
    }
}
