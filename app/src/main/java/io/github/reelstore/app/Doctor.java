package io.github.reelstore.app;

import io.github.reelstore.app.CheckResult.Outcome;
import io.github.reelstore.app.config.Backend;
import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.Redacted;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.SupportsDescription;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.sqlite.SqliteIntegrityCheck;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Checks, one after the other, what a store needs, and says what is wrong. {@link Reelstore#check} says what it leaves. */
public final class Doctor {

    private static final String CONFIGURATION = "configuration";
    private static final String DATABASE = "database";
    private static final String INTACT = DATABASE + " intact";
    private static final String STORAGE = "storage";
    private static final String STORE_ID = "store id";
    private static final String THUMBNAILS = "thumbnails";
    private static final String WRITABLE = " writable";

    private final List<CheckResult> findings = new ArrayList<>();

    private Doctor() {}

    /**
     * Checks the configuration, then what {@link Reelstore#check} says.
     *
     * @param config makes it; the {@link StorageException} that it throws is a finding
     */
    public static List<CheckResult> examine(Supplier<ReelstoreConfig> config) {
        Doctor doctor = new Doctor();
        Optional<ReelstoreConfig> valid = doctor.check(CONFIGURATION, config, any -> "valid");
        doctor.examineBackends(valid);
        valid.ifPresent(doctor::examineThumbnails);
        return List.copyOf(doctor.findings);
    }

    private void examineBackends(Optional<ReelstoreConfig> config) {
        Optional<Transactions> database = examineDatabase(config);
        try {
            Optional<BlobStore> storage = examineStorage(config);
            try {
                examineStoreId(config, database, storage);
            } finally {
                storage.ifPresent(BlobStore::close);
            }
        } finally {
            database.ifPresent(Transactions::close);
        }
    }

    /** Each may be well by itself, and nothing can be stored all the same. */
    private void examineStoreId(
            Optional<ReelstoreConfig> config, Optional<Transactions> database, Optional<BlobStore> storage) {
        if (config.isEmpty() || database.isEmpty() || storage.isEmpty()) {
            findings.add(new CheckResult(STORE_ID, Outcome.NOT_CHECKED, "not checked", Duration.ZERO));
            return;
        }
        MediaService media =
                new MediaService(database.get(), storage.get(), config.get().profile());
        check(
                STORE_ID,
                () -> {
                    media.requireSameStore();
                    return "database and storage belong together";
                },
                said -> said);
    }

    private Optional<Transactions> examineDatabase(Optional<ReelstoreConfig> config) {
        // before it is opened: what was found damaged is opened for reading alone until this has passed
        config.flatMap(ReelstoreConfig::sqlite).ifPresent(this::examineIntegrity);
        Optional<Transactions> open = config.flatMap(
                valid -> check(DATABASE, () -> openDatabase(valid), database -> opened(valid.databaseUrl(), database)));
        if (open.isEmpty()) {
            notChecked(DATABASE, config);
            return open;
        }
        check(
                DATABASE + WRITABLE,
                () -> WriteCheck.ofDatabase(open.get(), config.orElseThrow().profile()),
                said -> said);
        return open;
    }

    /** There is no finding where there is no store yet, nor for a file that is none, which opening it refuses. */
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
                    + "), and nothing is written to it; restore a backup with \"reelstore restore DIR\"";
        }
        if (result.unlocked()) {
            return "it was found damaged before; all of it was checked, nothing is damaged, and it can be written again";
        }
        return result.complete()
                ? "no damage found"
                : "no damage was met so far; it is too large to be read in full here";
    }

    private Optional<BlobStore> examineStorage(Optional<ReelstoreConfig> config) {
        Optional<BlobStore> open = config.flatMap(
                valid -> check(STORAGE, () -> openStorage(valid), storage -> opened(valid.storageUrl(), storage)));
        if (open.isEmpty()) {
            notChecked(STORAGE, config);
            return open;
        }
        check(STORAGE + WRITABLE, () -> WriteCheck.ofStorage(open.get()), said -> said);
        return open;
    }

    /** That videos get none here is worth knowing, and no fault. */
    private void examineThumbnails(ReelstoreConfig config) {
        check(
                THUMBNAILS,
                () -> Resources.openThumbnailer(config),
                thumbnailer -> config.thumbnails()
                        ? thumbnailer.limitation().orElse("of images and videos")
                        : "none, as " + ConfigOption.MEDIA_THUMBNAILS.key() + " is false");
    }

    private static Transactions openDatabase(ReelstoreConfig config) {
        requireThere(config.database(), "database file");
        return Resources.openDatabase(config);
    }

    private static BlobStore openStorage(ReelstoreConfig config) {
        requireThere(config.storage(), "storage folder");
        return Resources.openStorage(config);
    }

    /** Opening would make it, and hide that it was lost or is looked for in the wrong place. */
    private static void requireThere(Backend backend, String what) {
        backend.local().filter(Doctor::isMissing).ifPresent(missing -> {
            String name = Messages.quoted(missing.toString());
            throw new StorageException.Configuration(
                    backend.url(),
                    "The " + what + " " + name
                            + (missing.toFile().exists() ? " is empty" : " is not there")
                            + "; \"reelstore init\" makes it. If it was lost, or should be elsewhere, do not: check the URL, or"
                            + " restore a backup with \"reelstore restore DIR\".");
        });
    }

    /** An empty file is what a crash before the first write leaves; opening would make it a database. */
    private static boolean isMissing(Path place) {
        File file = place.toFile();
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
            // whatever it is, what comes after it is still to be checked
            note(name, Outcome.FAILED, "It failed unexpectedly: " + Redacted.of(e.toString()), start);
            return Optional.empty();
        }
    }

    private void note(String name, Outcome outcome, String detail, long start) {
        findings.add(new CheckResult(name, outcome, detail, Duration.ofNanos(System.nanoTime() - start)));
    }

    private void notChecked(String half, Optional<ReelstoreConfig> config) {
        if (config.isEmpty()) {
            findings.add(new CheckResult(half, Outcome.NOT_CHECKED, "not checked", Duration.ZERO));
        }
        findings.add(new CheckResult(half + WRITABLE, Outcome.NOT_CHECKED, "not checked", Duration.ZERO));
    }
}
