package io.github.reelstore.server.internal.pages;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The rows that were last deleted with the pages, in memory: a deletion keeps the files until the next collection, but not the
 * rows. After the server has stopped, {@code undelete} still restores the files.
 */
final class UndoBin {

    private static final int MOST_DELETIONS = 100;
    private static final int MOST_ROWS = 50_000;

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * A deletion that can be undone.
     *
     * @param id its id
     * @param text what was deleted, in a sentence
     */
    public record Notice(String id, String text) {}

    private record Entry(ProfileId profile, Notice notice, DeletedRows rows) {}

    /** Remembers rows. */
    synchronized Notice add(ProfileId profile, String text, DeletedRows rows) {
        Notice notice = new Notice(UUID.randomUUID().toString(), text);
        entries.put(notice.id(), new Entry(profile, notice, rows));
        Iterator<Entry> oldest = entries.values().iterator();
        long total = entries.values().stream()
                .mapToLong(entry -> entry.rows().size())
                .sum();
        while (entries.size() > MOST_DELETIONS || (total > MOST_ROWS && entries.size() > 1)) {
            total -= oldest.next().rows().size();
            oldest.remove();
        }
        return notice;
    }

    synchronized Optional<Notice> find(ProfileId profile, String id) {
        return Optional.ofNullable(entries.get(id))
                .filter(entry -> entry.profile().equals(profile))
                .map(Entry::notice);
    }

    private synchronized DeletedRows get(ProfileId profile, String id) {
        return Optional.ofNullable(entries.get(id))
                .filter(entry -> entry.profile().equals(profile))
                .map(Entry::rows)
                .orElseThrow(() -> new StorageException.NotFound(
                        id, "This deletion can no longer be undone here. The page Store lists files to restore."));
    }

    private synchronized void remove(String id) {
        entries.remove(id);
    }

    /**
     * Restores the rows of a deletion.
     *
     * @return the rows
     * @throws StorageException.NotFound if the deletion is not remembered, or one of its files has been collected
     */
    DeletedRows undo(Reelstore store, String id) {
        DeletedRows rows = get(store.profile(), id);
        rows.restore(store);
        remove(id);
        return rows;
    }
}
