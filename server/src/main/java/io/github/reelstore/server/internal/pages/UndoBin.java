package io.github.reelstore.server.internal.pages;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The rows that were last deleted with the pages, in memory: a deletion keeps the files until the next collection, but not the
 * rows. After the server has stopped, {@code undelete} still restores the files.
 */
final class UndoBin {

    private static final int MOST_DELETIONS = 100;
    private static final int MOST_ROWS = 50_000;
    static final long MOST_BYTES = 64L * 1024 * 1024;

    private final AtomicReference<List<Entry>> entries = new AtomicReference<>(List.of());

    /**
     * A deletion that can be undone.
     *
     * @param id its id
     * @param text what was deleted, in a sentence
     */
    public record Notice(String id, String text) {}

    private record Entry(ProfileId profile, Notice notice, Deleted rows, long bytes) {}

    /** Remembers rows; the oldest deletions are forgotten if there are too many, but this one is kept whatever its size. */
    Notice add(ProfileId profile, String text, Deleted rows) {
        Notice notice = new Notice(UUID.randomUUID().toString(), text);
        Entry entry = new Entry(profile, notice, rows, rows.bytes());
        entries.updateAndGet(before -> newest(entry, before));
        return notice;
    }

    /** Newest first. */
    private static List<Entry> newest(Entry entry, List<Entry> before) {
        List<Entry> kept = new ArrayList<>(List.of(entry));
        long rows = entry.rows().size();
        long bytes = entry.bytes();
        for (Entry older : before) {
            rows += older.rows().size();
            bytes += older.bytes();
            if (rows > MOST_ROWS || bytes > MOST_BYTES || kept.size() == MOST_DELETIONS) {
                break;
            }
            kept.add(older);
        }
        return List.copyOf(kept);
    }

    Optional<Notice> find(ProfileId profile, String id) {
        return entry(profile, id).map(Entry::notice);
    }

    private Optional<Entry> entry(ProfileId profile, String id) {
        return Objects.requireNonNull(entries.get()).stream()
                .filter(entry ->
                        entry.notice().id().equals(id) && entry.profile().equals(profile))
                .findFirst();
    }

    /**
     * Restores the rows of a deletion.
     *
     * @return the rows
     * @throws StorageException.NotFound if the deletion is not remembered, or one of its files has been collected
     */
    Deleted undo(Reelstore store, String id) {
        Deleted rows = entry(store.profile(), id)
                .map(Entry::rows)
                .orElseThrow(() -> new StorageException.NotFound(
                        id, "This deletion can no longer be undone here. The page Store lists files to restore."));
        rows.restore(store);
        entries.updateAndGet(before ->
                before.stream().filter(entry -> !entry.notice().id().equals(id)).toList());
        return rows;
    }
}
