package io.github.reelstore.app;

import io.github.reelstore.app.CheckResult.Outcome;
import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.Redacted;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.blob.SupportsDescription;
import io.github.reelstore.domain.port.blob.SupportsWriteTrial;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.WriteTrial;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.sqlite.SqliteIntegrityCheck;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Checks everything a store needs and reports problems. {@link Reelstore#check} documents what it leaves behind. */
public final class Doctor {

    private static final String CONFIGURATION = "configuration";
    private static final String DATABASE = "database";
    private static final String INTACT = DATABASE + " intact";
    private static final String BLOB_STORE = "storage";
    private static final String WRITERS = BLOB_STORE + " writers";
    private static final String STORE_ID = "store id";
    private static final String LEDGER = "ledger";
    private static final String THUMBNAILS = "thumbnails";
    private static final String WRITABLE = " writable";

    private final List<CheckResult> results = new ArrayList<>();

    private Doctor() {}

    /**
     * Checks the configuration, then everything that {@link Reelstore#check} checks.
     *
     * @param config builds the configuration; a {@link StorageException} that it throws becomes a failed check
     */
    public static List<CheckResult> examine(Supplier<ReelstoreConfig> config) {
        Doctor doctor = new Doctor();
        Optional<ReelstoreConfig> valid = doctor.check(CONFIGURATION, config, any -> "valid");
        doctor.examineBackends(valid);
        valid.ifPresent(doctor::examineThumbnails);
        return List.copyOf(doctor.results);
    }

    private void examineBackends(Optional<ReelstoreConfig> config) {
        Optional<Transactions> database = examineDatabase(config);
        try {
            database.ifPresent(open -> examineLedger(open, config.orElseThrow()));
            Optional<BlobStore> blobs = examineBlobStore(config);
            try {
                examineWriters(config, database, blobs);
                examineStoreId(config, database, blobs);
            } finally {
                blobs.ifPresent(BlobStore::close);
            }
        } finally {
            database.ifPresent(Transactions::close);
        }
    }

    /** Tries again what the database remembers about the server, since the server may have been replaced. */
    private void examineWriters(
            Optional<ReelstoreConfig> config, Optional<Transactions> database, Optional<BlobStore> blobs) {
        blobs.filter(open -> config.filter(ReelstoreConfig::isReadOnly).isEmpty())
                .filter(SupportsWriteTrial.class::isInstance)
                .map(SupportsWriteTrial.class::cast)
                .ifPresent(server -> check(
                        WRITERS,
                        () -> tryWriters(
                                server,
                                database.map(open -> new MediaService(
                                        open,
                                        blobs.orElseThrow(),
                                        config.orElseThrow().profile()))),
                        detail -> detail));
    }

    private static String tryWriters(SupportsWriteTrial server, Optional<MediaService> media) {
        ExclusiveWrites result = server.exclusiveWrites();
        Optional<WriteTrial> before = media.flatMap(MediaService::rememberedTrial);
        media.ifPresent(MediaService::rememberTrial);
        return writers(result)
                + before.filter(trial -> trial.result() != result)
                        .map(trial ->
                                "; this differs from the trial of " + trial.at().truncatedTo(ChronoUnit.SECONDS) + " ("
                                        + trial.result().value() + ")")
                        .orElse("");
    }

    private static String writers(ExclusiveWrites result) {
        return switch (result) {
            case ALL -> "of several concurrent writers of one key, one succeeds";
            case ONE_REQUEST ->
                "of several concurrent writers of one key, one succeeds, but not if files are sent in parts; so every"
                        + " file is sent in one request, up to 5 GiB";
            case NONE ->
                "the server lets several concurrent writers of one key succeed (If-None-Match), so every file gets a key"
                        + " with a random part, which is used only once";
        };
    }

    /** Each of the two may be fine on its own while nothing can be stored. */
    private void examineStoreId(
            Optional<ReelstoreConfig> config, Optional<Transactions> database, Optional<BlobStore> blobs) {
        if (config.isEmpty() || database.isEmpty() || blobs.isEmpty()) {
            results.add(new CheckResult(STORE_ID, Outcome.NOT_CHECKED, "not checked", Duration.ZERO));
            return;
        }
        MediaService media =
                new MediaService(database.get(), blobs.get(), config.get().profile());
        check(
                STORE_ID,
                () -> {
                    media.requireSameStore();
                    return "database and blob store belong together";
                },
                detail -> detail);
    }

    private Optional<Transactions> examineDatabase(Optional<ReelstoreConfig> config) {
        // before opening it: a database that was found damaged is opened read-only until this check passes
        config.filter(valid -> !valid.isReadOnly())
                .flatMap(ReelstoreConfig::sqlite)
                .ifPresent(this::examineIntegrity);
        config.filter(ReelstoreConfig::isReadOnly)
                .flatMap(ReelstoreConfig::sqlite)
                .filter(database -> !isMissing(database.file()))
                .ifPresent(any -> results.add(
                        new CheckResult(INTACT, Outcome.NOT_CHECKED, "not checked (read-only)", Duration.ZERO)));
        Optional<Transactions> open = config.flatMap(
                valid -> check(DATABASE, () -> openDatabase(valid), database -> opened(valid.databaseUrl(), database)));
        if (open.isEmpty()) {
            notChecked(DATABASE, config);
            return open;
        }
        check(
                DATABASE + WRITABLE,
                () -> WriteCheck.ofDatabase(open.get(), config.orElseThrow().profile()),
                detail -> detail);
        return open;
    }

    /**
     * Adds no result if there is no store yet, nor if the file is not a database: opening it fails with its own
     * message.
     */
    private void examineIntegrity(SqliteConfig database) {
        long start = System.nanoTime();
        try {
            SqliteIntegrityCheck.of(database).run().ifPresent(result -> {
                boolean damaged = !result.problems().isEmpty();
                note(INTACT, damaged ? Outcome.FAILED : Outcome.OK, integrity(result), start);
            });
        } catch (StorageException e) {
            note(INTACT, Outcome.FAILED, Redacted.of(String.valueOf(e.getMessage())), start);
        }
    }

    private static String integrity(SqliteIntegrityCheck.Result result) {
        if (!result.problems().isEmpty()) {
            return "it is damaged (" + String.join("; ", result.problems())
                    + "), so writes are refused; restore a backup with \"reelstore restore DIR\"";
        }
        if (result.unlocked()) {
            return "it was marked as damaged, but a full check found no damage, so it is writable again";
        }
        return result.complete()
                ? "no damage found"
                : "no damage found so far; the database is too large for a full check here";
    }

    /** Jobs that a person has to look at are worth a warning, but the store works. */
    private void examineLedger(Transactions database, ReelstoreConfig config) {
        long start = System.nanoTime();
        try {
            List<String> warnings = LedgerCheck.of(database, config.profile(), Instant.now());
            note(
                    LEDGER,
                    warnings.isEmpty() ? Outcome.OK : Outcome.WARNING,
                    warnings.isEmpty() ? "no job needs you" : String.join(" ", warnings),
                    start);
        } catch (StorageException e) {
            note(LEDGER, Outcome.FAILED, Redacted.of(String.valueOf(e.getMessage())), start);
        }
    }

    private Optional<BlobStore> examineBlobStore(Optional<ReelstoreConfig> config) {
        Optional<BlobStore> open = config.flatMap(
                valid -> check(BLOB_STORE, () -> openBlobStore(valid), blobs -> opened(valid.storageUrl(), blobs)));
        if (open.isEmpty()) {
            notChecked(BLOB_STORE, config);
            return open;
        }
        check(BLOB_STORE + WRITABLE, () -> WriteCheck.ofBlobStore(open.get()), detail -> detail);
        return open;
    }

    /** Videos without thumbnails are worth reporting, but are not a failure. */
    private void examineThumbnails(ReelstoreConfig config) {
        check(
                THUMBNAILS,
                () -> Resources.openThumbnailer(config),
                thumbnailer -> config.thumbnails()
                        ? thumbnailer.limitation().orElse("for images and videos")
                        : "none, because " + ConfigOption.MEDIA_THUMBNAILS.key() + " is false");
    }

    private static Transactions openDatabase(ReelstoreConfig config) {
        requireThere(config, config.sqlite().map(SqliteConfig::file), config.databaseUrl(), "database file");
        return Resources.openDatabase(config);
    }

    private static BlobStore openBlobStore(ReelstoreConfig config) {
        requireThere(config, config.storageFolder(), config.storageUrl(), "blob store folder");
        return Resources.openBlobStore(config);
    }

    /** Opening would create it, and so hide that it was lost or that the URL is wrong. */
    private static void requireThere(ReelstoreConfig config, Optional<Path> local, String url, String what) {
        String restore = config.sqlite().isPresent()
                ? "restore a backup with \"reelstore restore DIR\""
                : "copy the files of a backup back";
        local.filter(Doctor::isMissing).ifPresent(missing -> {
            String name = Messages.quoted(missing.toString());
            throw new StorageException.Configuration(
                    url,
                    "The " + what + " " + name
                            + (missing.toFile().exists() ? " is empty" : " does not exist")
                            + "; create it with \"reelstore init\". If it was lost or should be elsewhere, check the URL or"
                            + " " + restore + " instead.");
        });
    }

    /** A crash before the first write leaves an empty file; opening it would create a database in it. */
    private static boolean isMissing(Path path) {
        File file = path.toFile();
        return !file.exists() || (file.isFile() && file.length() == 0);
    }

    private static String opened(String url, Object backend) {
        return url
                + (backend instanceof SupportsDescription supportsDescription
                        ? " (" + supportsDescription.description() + ")"
                        : "");
    }

    private <T> Optional<T> check(String name, Supplier<T> attempt, Function<T, String> detail) {
        long start = System.nanoTime();
        try {
            T result = attempt.get();
            note(name, Outcome.OK, detail.apply(result), start);
            return Optional.of(result);
        } catch (StorageException e) {
            note(name, Outcome.FAILED, Redacted.of(String.valueOf(e.getMessage())), start);
            return Optional.empty();
        } catch (RuntimeException e) {
            // unexpected; the checks after this one still run
            note(name, Outcome.FAILED, "It failed unexpectedly: " + Redacted.of(e.toString()), start);
            return Optional.empty();
        }
    }

    private void note(String name, Outcome outcome, String detail, long start) {
        results.add(new CheckResult(name, outcome, detail, Duration.ofNanos(System.nanoTime() - start)));
    }

    private void notChecked(String name, Optional<ReelstoreConfig> config) {
        if (config.isEmpty()) {
            results.add(new CheckResult(name, Outcome.NOT_CHECKED, "not checked", Duration.ZERO));
        }
        results.add(new CheckResult(name + WRITABLE, Outcome.NOT_CHECKED, "not checked", Duration.ZERO));
    }
}
