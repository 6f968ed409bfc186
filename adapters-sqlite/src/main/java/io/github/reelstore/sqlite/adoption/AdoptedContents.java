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
 * What an adopted file has of all profiles together, which no store sees: whose projects there are, and the files that the other
 * program's clips name.
 *
 * <pre>{@code
 * AdoptedContents contents = AdoptedContents.of(SqliteConfig.of(Path.of("/home/me/app.db")));
 * contents.forEachExternalClip(clip -> System.out.println(clip.videoPath()));
 * }</pre>
 */
public final class AdoptedContents {

    private static final int CLIPS_A_PAGE = 500;

    private static final String EXTERNAL_CLIPS = " FROM main." + ExpectedSchema.CLIPS
            + " WHERE typeof(id) = 'text' AND video_path <> '' AND file_path IS NULL";

    private final SqliteConfig config;
    private final SqliteDataSource source;

    private AdoptedContents(SqliteConfig config) {
        this.config = config.resolved();
        this.source = new SqliteDataSource(this.config);
    }

    /** The contents of a file, which is looked at when one of the methods is called. */
    public static AdoptedContents of(SqliteConfig config) {
        return new AdoptedContents(config);
    }

    /**
     * The profiles that have projects, by their ids.
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
     * How many clips {@link #forEachExternalClip} has in all.
     *
     * @throws StorageException.Configuration if the file has not been adopted
     */
    public long countExternalClips() {
        return read(connection -> Sql.number(connection, "SELECT count(*)" + EXTERNAL_CLIPS));
    }

    /**
     * Tells of each clip that names a file of its own and has none in the store, in the order of their ids. The file is not kept
     * open meanwhile: a clip that comes or changes while this goes on may be told or not, and none is told twice.
     *
     * @throws StorageException.Configuration if the file has not been adopted
     */
    public void forEachExternalClip(Consumer<ExternalVideo> listener) {
        Page page = externalClips(Optional.empty());
        while (page.last().isPresent()) {
            page.clips().forEach(listener);
            page = externalClips(page.last());
        }
    }

    /**
     * @param last the id of the last clip, by its bytes: as a string of Java's it might be found nowhere, or here again
     */
    private record Page(List<ExternalVideo> clips, Optional<RawText> last) {}

    private Page externalClips(Optional<RawText> after) {
        String sql = "SELECT id, profile_id, video_path" + EXTERNAL_CLIPS
                + (after.isPresent() ? " AND id > " + RawText.PARAMETER : "") + " ORDER BY id LIMIT " + CLIPS_A_PAGE;
        return read(connection -> {
            List<ExternalVideo> clips = new ArrayList<>();
            Optional<RawText> last = Optional.empty();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                if (after.isPresent()) {
                    after.get().bind(statement, 1);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        clips.add(new ExternalVideo(
                                new GenerationId(rows.getString(1)),
                                new ProfileId(rows.getString(2)),
                                rows.getString(3)));
                        last = Optional.of(RawText.of(rows, 1));
                    }
                }
            }
            return new Page(clips, last);
        });
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(Connection connection) throws SQLException;
    }

    private <T> T read(Reading<T> reading) {
        try (Connection connection = source.adding()) {
            if (ActualSchema.ownerOf(connection) != ActualSchema.Owner.ADOPTED) {
                throw new StorageException.Configuration(
                        "database.url", SqliteFile.nameOf(config.file()) + " has not been adopted yet.");
            }
            return reading.of(connection);
        } catch (SQLException e) {
            throw CorruptionMarker.of(config.file())
                    .met(e)
                    .orElseGet(() -> SqliteFailures.failed(
                            config.file(), SqliteFile.nameOf(config.file()) + " cannot be read", e));
        }
    }
}
