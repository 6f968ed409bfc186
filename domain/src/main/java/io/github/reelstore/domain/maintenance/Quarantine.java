package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.media.BlobInfo;
import java.util.List;

/**
 * The files that repairs have moved to {@code quarantine/}.
 *
 * @param files their number
 * @param bytes their total size
 * @param first the first of them, ordered by key: by the time of the plan that moved them
 */
public record Quarantine(long files, long bytes, List<BlobInfo> first) {

    public Quarantine {
        first = List.copyOf(first);
    }
}
