package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.Transactions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Lists the files in quarantine that are not of other profiles. One page of the listing is in memory at a time. */
final class QuarantineListing {

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final int most;
    private final TreeSet<BlobInfo> first = new TreeSet<>(Comparator.comparing(BlobInfo::key));
    private long files;
    private long bytes;

    /**
     * @param most the maximum number of files to return
     */
    QuarantineListing(Transactions transactions, BlobStore blobs, ProfileId profile, int most) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        this.most = most;
    }

    Quarantine read() {
        FilesWithoutRows.eachPage(blobs, MediaKeys.QUARANTINE, this::add);
        return new Quarantine(files, bytes, List.copyOf(first));
    }

    private void add(List<BlobInfo> page) {
        Set<ProjectId> projects =
                page.stream().flatMap(file -> projectOf(file).stream()).collect(Collectors.toSet());
        Set<ProjectId> ofOthers =
                transactions.readOnly(profile, tx -> tx.maintenance().ofOtherProfiles(projects));
        for (BlobInfo file : page) {
            if (projectOf(file).filter(ofOthers::contains).isEmpty()) {
                files++;
                bytes += file.size();
                first.add(file);
                if (first.size() > most) {
                    first.pollLast();
                }
            }
        }
    }

    private static Optional<ProjectId> projectOf(BlobInfo file) {
        return MediaKeys.beforeQuarantine(file.key()).flatMap(MediaKeys::projectOf);
    }
}
