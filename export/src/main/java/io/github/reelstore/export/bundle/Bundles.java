package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.FailureReason;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.transfer.ExportedProject;
import io.github.reelstore.domain.transfer.TransferProgress;
import io.github.reelstore.domain.transfer.TransferService;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.zip.ZipException;

/**
 * Makes, checks and imports bundles: a project with all its rows and files as a BagIt 1.0 bag (RFC 8493), which any tool for bags, and
 * {@code sha256sum -c}, can check.
 *
 * <pre>{@code
 * Bundles bundles = new Bundles(store.transfers());
 * bundles.exportTo(Path.of("dusk.zip"), project, BundleOptions.DEFAULT, TransferProgress.NONE);
 * new Bundles(other.transfers()).importFrom(Path.of("dusk.zip"), TransferProgress.NONE, TransferProgress.NONE);
 * }</pre>
 */
public final class Bundles {

    private static final String ZIP = ".zip";

    private final Supplier<TransferService> transfers;
    private final BundleLimits limits;
    private final Clock clock;

    /** Creates it for the store of a service. */
    public Bundles(TransferService transfers) {
        this(() -> transfers);
    }

    /**
     * Creates it for a store that is opened when it is needed: a damaged bundle is refused before.
     *
     * @param transfers opens the store, or returns the open one
     */
    public Bundles(Supplier<TransferService> transfers) {
        this(transfers, BundleLimits.DEFAULT, Clock.systemUTC());
    }

    Bundles(Supplier<TransferService> transfers, BundleLimits limits, Clock clock) {
        this.transfers = transfers;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Exports a project to a zip file, if the name ends in {@code .zip}, or else to a folder. It is written under a hidden name next to
     * the target and then renamed, so that no half bundle is ever there.
     *
     * @throws StorageException.InvalidInput if the target exists, or its parent does not
     * @throws StorageException.NotFound if the project does not exist
     * @throws StorageException.Corrupt if a file of the project is missing or damaged; the message has its key
     * @throws StorageException.Unavailable if the database, the blob store or the target fails
     */
    public ExportedBundle exportTo(Path target, ProjectId project, BundleOptions options, TransferProgress progress) {
        boolean isZip =
                String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT).endsWith(ZIP);
        Targets.requireFree(target);
        try (BundleOutput output = isZip ? new ZipFileOutput(target, folderOf(project)) : new FolderOutput(target)) {
            return export(output, project, options, progress);
        } catch (IOException e) {
            throw unwritable(target.toString(), "Nothing is left of it.", e);
        }
    }

    /**
     * Exports a project to a stream, as a zip archive. If it throws, the archive has no end, so that nothing takes it for a bundle. The
     * stream stays open.
     *
     * @throws StorageException as {@link #exportTo(Path, ProjectId, BundleOptions, TransferProgress)} does
     */
    public ExportedBundle exportTo(
            OutputStream target, ProjectId project, BundleOptions options, TransferProgress progress) {
        try (BundleOutput output = new ZipStreamOutput(target, folderOf(project))) {
            return export(output, project, options, progress);
        } catch (IOException e) {
            throw unwritable("the output", "What was written of it is not a bundle.", e);
        }
    }

    private ExportedBundle export(
            BundleOutput output, ProjectId project, BundleOptions options, TransferProgress progress)
            throws IOException {
        Path spool = Files.createTempDirectory("reelstore-bundle");
        try (BundleWriter writer = new BundleWriter(output, spool, options, limits, clock)) {
            ExportedProject exported = transfers.get().exportProject(project, writer, progress);
            writer.finish();
            return new ExportedBundle(exported, Map.copyOf(writer.counts()), writer.payloadBytes());
        }
    }

    private static String folderOf(ProjectId project) {
        return "project-" + project.value().replaceAll("[^A-Za-z0-9_-]", "_");
    }

    private static StorageException.Unavailable unwritable(String target, String rest, IOException e) {
        return StorageException.Unavailable.lasting(
                target, "The bundle cannot be written: " + FailureReason.of(e) + ". " + rest, e);
    }

    /**
     * Checks a bundle completely: that it is a bag with exactly the files that its manifest lists, their hashes, and its rows.
     *
     * @param bundle a folder or a zip file
     * @throws StorageException.InvalidInput if it is damaged, or no bundle; the message says why
     * @throws StorageException.Unavailable if it cannot be read
     */
    public static VerifiedBundle verify(Path bundle, TransferProgress progress) {
        return reading(
                bundle,
                BundleLimits.DEFAULT,
                input -> BundleReader.verified(input, BundleLimits.DEFAULT, progress)
                        .summary());
    }

    /**
     * Imports a bundle, as {@link TransferService#importProject} does. It is checked completely before anything is written.
     *
     * @param bundle a folder or a zip file
     * @param checked the progress of the check
     * @param imported the progress of the import
     * @throws StorageException.InvalidInput if it is damaged, or no bundle; the message says why
     * @throws StorageException.Unavailable if the bundle cannot be read, or the database or blob store fails
     */
    public ImportedBundle importFrom(Path bundle, TransferProgress checked, TransferProgress imported) {
        return reading(bundle, limits, input -> {
            BundleReader reader = BundleReader.verified(input, limits, checked);
            return new ImportedBundle(reader.summary(), transfers.get().importProject(reader, imported));
        });
    }

    /** Reads a bundle. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(BundleInput input) throws IOException;
    }

    private static <T> T reading(Path bundle, BundleLimits limits, Reading<T> reading) {
        if (!Files.exists(bundle)) {
            throw new StorageException.InvalidInput(
                    "bundle", "The bundle " + Messages.quoted(bundle.toString()) + " does not exist.");
        }
        if (!Files.isDirectory(bundle) && !Files.isRegularFile(bundle)) {
            throw new StorageException.InvalidInput(
                    "bundle",
                    "The bundle " + Messages.quoted(bundle.toString())
                            + " is neither a folder nor a regular file; it is read several times, so save it to a file first.");
        }
        try (BundleInput input = Files.isDirectory(bundle)
                ? FolderInput.of(bundle.toRealPath(), limits)
                : new ZipInput(bundle, limits)) {
            return reading.read(input);
        } catch (FileNotFoundException | ZipException e) {
            throw refused("a file of it cannot be found or unpacked");
        } catch (UncheckedIOException e) {
            throw unreadable(bundle, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(bundle, e);
        }
    }

    private static StorageException.Unavailable unreadable(Path bundle, IOException e) {
        return StorageException.Unavailable.lasting(
                bundle.toString(),
                "The bundle " + Messages.quoted(bundle.toString()) + " cannot be read: " + FailureReason.of(e) + ".",
                e);
    }

    static StorageException.InvalidInput noBundle() {
        return new StorageException.InvalidInput(
                "bundle", "This is no bundle: it has no bagit.txt, so name the folder or zip file that was exported.");
    }

    /**
     * A bundle that is not what it should be.
     *
     * @param why the end of a sentence, or another message
     */
    static StorageException.InvalidInput refused(String why) {
        String end = why.endsWith(".") ? "" : ".";
        return new StorageException.InvalidInput(
                "bundle",
                "The bundle is damaged or not one of Reelstore: " + why + end + " Export the project once more.");
    }
}
