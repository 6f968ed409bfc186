package io.github.reelstore.app;

import com.google.inject.Module;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.localfs.LocalFsConfig;
import io.github.reelstore.localfs.LocalFsModule;
import io.github.reelstore.sqlite.SqliteConfig;
import io.github.reelstore.sqlite.SqliteModule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An adapter, chosen by the scheme of a URL and set up, but not open yet. A new one is one more case here.
 *
 * @param url where it is, without secrets
 * @param module makes the Guice module that opens it; one for each opening, since a module serves one injector at a time
 */
record Backend(String url, Supplier<Module> module) {

    /** A scheme as RFC 3986 has it, after the {@code jdbc:} that databases have in front. */
    private static final Pattern SCHEME =
            Pattern.compile("((?:jdbc:)?[a-z][a-z0-9+.-]*):.*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    /**
     * @throws StorageException.Configuration if it is no URL of a database that is supported
     */
    static Backend ofDatabase(Setting url, Path workingFolder, Duration busyTimeout, int readers) {
        String scheme = scheme(url.value());
        return switch (scheme) {
            case "jdbc:sqlite" -> {
                Path file = Locations.sqliteFile(url, workingFolder);
                SqliteConfig config = new SqliteConfig(file, busyTimeout, readers);
                yield new Backend("jdbc:sqlite:" + file, () -> new SqliteModule(config));
            }
            default -> throw unsupported(url, scheme, "jdbc:sqlite:FILE");
        };
    }

    /**
     * @throws StorageException.Configuration if it is no URL of a storage that is supported
     */
    static Backend ofStorage(Setting url, Path workingFolder) {
        String scheme = scheme(url.value());
        return switch (scheme) {
            case "file" -> {
                Path folder = Locations.folder(url, workingFolder);
                LocalFsConfig config = new LocalFsConfig(folder);
                yield new Backend(Locations.fileUrl(folder), () -> new LocalFsModule(config));
            }
            default -> throw unsupported(url, scheme, "file:///FOLDER and file:FOLDER");
        };
    }

    private static String scheme(String url) {
        Matcher matcher = SCHEME.matcher(url);
        return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
    }

    /** Shows the scheme alone: the rest may hold a password. */
    private static StorageException.Configuration unsupported(Setting url, String scheme, String supported) {
        String what = scheme.isEmpty() ? "is no URL" : "begins with \"" + scheme + ":\", which is not supported";
        return url.refused(what + "; this version supports " + supported);
    }
}
