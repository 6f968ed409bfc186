package io.github.reelstore.domain.transfer;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.service.internal.MediaComponents;
import java.io.IOException;

/** Hands projects of one profile over to other stores, and takes projects of other stores over. */
public final class TransferService {

    /** Of an import whose rows other writers store or delete meanwhile. */
    private static final int MAX_ATTEMPTS = 5;

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final MediaComponents media;

    /** Creates the service for one profile. */
    public TransferService(Transactions transactions, BlobStore blobs, ProfileId profile) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        this.media = MediaComponents.of(transactions, blobs, profile, MediaProbe.SNIFFING, Thumbnailer.NONE);
    }

    /**
     * Gives a project to a sink: its rows as they are at one moment, and then its files, each compared with the hash in its row.
     * Files that are deleted meanwhile stay readable for the grace period of collection. A missing file that a person has accepted
     * ({@link io.github.reelstore.domain.maintenance.RepairService}) is left out.
     *
     * @throws StorageException.NotFound if the project does not exist in the profile
     * @throws StorageException.Corrupt if a file is missing or damaged; the message has its key
     * @throws IOException if the sink throws it
     */
    public ExportedProject exportProject(ProjectId project, ProjectSink sink, TransferProgress progress)
            throws IOException {
        media.identity().requireNoMismatch();
        ProjectExporter.Rows rows = transactions.<ProjectExporter.Rows, IOException>readOnly(
                profile, tx -> ProjectExporter.exportRows(tx, blobs, project, sink));
        int count = rows.files().size();
        sink.endOfRows(count);
        long bytes = 0;
        int done = 0;
        for (ExportedFile file : rows.files()) {
            StoredBlob read = ProjectExporter.exportFile(blobs, file, sink);
            bytes += read.size().orElse(0L);
            progress.files(++done, count);
        }
        return new ExportedProject(rows.project(), count, bytes, rows.left(), rows.lost());
    }

    /**
     * Stores the project of a source, with its files: all or nothing. Rows keep their ids where these are free, or where the row is
     * there already, equal; else they get other ids, always the same ones for the same source, so that importing again changes nothing.
     * If the project is there but something of it differs, all of it gets other ids. The profile of the rows becomes this one;
     * their times and versions stay.
     *
     * <p>The files are staged first, which takes as much room in the blob store as they will. Then one transaction writes all rows
     * and publishes the files.
     *
     * @throws StorageException.InvalidInput if a row occurs twice, or a file that a row refers to is missing
     * @throws StorageException.Corrupt if a file does not have the hash that the source says
     * @throws StorageException.Unavailable if the database, the blob store or the source fails; nothing was stored
     */
    public ImportedProject importProject(ProjectSource source, TransferProgress progress) {
        ImportPlan plan = plan(source);
        for (int attempt = 1; ; attempt++) {
            try {
                return importProject(source, plan, progress);
            } catch (StorageException.AlreadyExists | StorageException.Conflict | StorageException.Integrity e) {
                ImportPlan now = plan(source);
                if (attempt == MAX_ATTEMPTS || now.decidesAs(plan)) {
                    throw e;
                }
                // another writer was faster: the same bundle may have been imported meanwhile
                plan = now;
            }
        }
    }

    private ImportPlan plan(ProjectSource source) {
        return transactions.readOnly(profile, tx -> new ImportPlanner(tx, source).plan());
    }

    private ImportedProject importProject(ProjectSource source, ImportPlan plan, TransferProgress progress) {
        try (ProjectImporter importer = new ProjectImporter(source, plan, media)) {
            if (plan.rows() > plan.presentRows()) {
                media.identity().bind();
                transactions.readOnly(profile, tx -> {
                    importer.chooseKeys(tx);
                    return true;
                });
                importer.stage(progress);
                transactions.inTransaction(profile, tx -> {
                    importer.write(tx);
                    return true;
                });
            }
            return importer.result();
        }
    }
}
