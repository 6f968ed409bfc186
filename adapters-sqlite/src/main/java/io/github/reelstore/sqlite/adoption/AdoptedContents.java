package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.CorruptionMarker;
import io.github.reelstore.sqlite.internal.connection.RawText;
import io.github.reelstore.sqlite.internal.connection.Sql;
import io.github.reelstore.sqlite.internal.connection.SqliteDataSource;
import io.github.reelstore.sqlite.internal.connection.SqliteFailures;
import io.github.reelstore.sqlite.internal.connection.SqliteFile;
import io.github.reelstore.sqlite.internal.schema.ActualSchema;
import io.github.reelstore.sqlite.internal.schema.ExpectedSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads an adopted file across all profiles, which a store cannot do: which profiles have projects, and the files
 * outside of the store that the other program's videos name.
 *
 * <pre>{@code
 * AdoptedContents contents = AdoptedContents.of(SqliteConfig.of(Path.of("/home/me/app.db")));
 * contents.forEachExternalVideo(video -> System.out.println(video.videoPath()));
 * }</pre>
 */
public final class AdoptedContents {

    private static final int PAGE_SIZE = 500;

    private static final String EXTERNAL_VIDEOS = " FROM main." + ExpectedSchema.VIDEOS
            + " WHERE typeof(id) = 'text' AND video_path <> '' AND file_path IS NULL";

    private final SqliteConfig config;
    private final SqliteDataSource source;

    private AdoptedContents(SqliteConfig config) {
        this.config = config.resolved();
        this.source = new SqliteDataSource(this.config);
    }

    /** Creates a reader of a file, which is opened when one of the methods is called. */
    public static AdoptedContents of(SqliteConfig config) {
        return new AdoptedContents(config);
    }

    /**
     * Returns the profiles that have projects, ordered by id.
     *
     * @throws StorageException.Configuration if the file has not been adopted
     */
    public List<AdoptedProfile> profiles() {
        String sql = "SELECT profile_id, count(*) FROM main.video_projects GROUP BY profile_id ORDER BY profile_id";
        return read(connection -> {
            List<AdoptedProfile> profiles = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(sql);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    profiles.add(new AdoptedProfile(new ProfileId(rows.getString(1)), rows.getLong(2)));
                }
            }
            return profiles;
        });
    }

    /**
     * Counts the videos that {@link #forEachExternalVideo} passes on.
     *
     * @throws StorageException.Configuration if the file has not been adopted
     */
    public long countExternalVideos() {
        return read(connection -> Sql.number(connection, "SELECT count(*)" + EXTERNAL_VIDEOS));
    }

    /**
     * Calls the listener for each video that names a file and has none in the store, ordered by id. The database is not
     * kept open meanwhile: a video that is added or changed during the call may or may not be included; none is passed
     * twice.
     *
     * @throws StorageException.Configuration if the file has not been adopted
     */
    public void forEachExternalVideo(Consumer<ExternalVideo> listener) {
        Page page = externalVideos(Optional.empty());
        while (page.last().isPresent()) {
            page.videos().forEach(listener);
            page = externalVideos(page.last());
        }
    }

    /**
     * @param last the id of the last video, as bytes: as a Java string it might match no row, or the same row again
     */
    private record Page(List<ExternalVideo> videos, Optional<RawText> last) {}

    private Page externalVideos(Optional<RawText> after) {
        String sql = "SELECT id, profile_id, video_path" + EXTERNAL_VIDEOS
                + (after.isPresent() ? " AND id > " + RawText.PARAMETER : "") + " ORDER BY id LIMIT " + PAGE_SIZE;
        return read(connection -> {
            List<ExternalVideo> videos = new ArrayList<>();
            Optional<RawText> last = Optional.empty();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                if (after.isPresent()) {
                    after.get().bind(statement, 1);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        videos.add(new ExternalVideo(
                                new GenerationId(rows.getString(1)),
                                new ProfileId(rows.getString(2)),
                                rows.getString(3)));
                        last = Optional.of(RawText.of(rows, 1));
                    }
                }
            }
            return new Page(videos, last);
        });
    }

    @FunctionalInterface
    private interface Query<T> {
        T of(Connection connection) throws SQLException;
    }

    private <T> T read(Query<T> query) {
        try (Connection connection = source.openConnection()) {
            if (ActualSchema.ownerOf(connection) != ActualSchema.Owner.ADOPTED) {
                throw new StorageException.Configuration(
                        "database.url", SqliteFile.nameOf(config.file()) + " has not been adopted yet.");
            }
            return query.of(connection);
        } catch (SQLException e) {
            throw CorruptionMarker.of(config.file())
                    .record(e)
                    .orElseGet(() -> SqliteFailures.failed(
                            config.file(), SqliteFile.nameOf(config.file()) + " cannot be read", e));
        }
    }
}
