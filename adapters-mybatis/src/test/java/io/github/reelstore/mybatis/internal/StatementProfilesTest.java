package io.github.reelstore.mybatis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.Fingerprint;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneBuilder;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.ScenePosition;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.TrackSettings;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.ibatis.binding.MapperMethod.ParamMap;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.ParameterMapping;
import org.apache.ibatis.session.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Checks that every statement is limited to one profile, so that a new one cannot forget the condition. */
class StatementProfilesTest {

    private static final String PACKAGE = "io.github.reelstore.mybatis.internal.";

    /** The statements without a condition on the profile, and why they need none. */
    private static final Map<String, String> EXEMPT = Map.ofEntries(
            Map.entry(
                    "ReferenceMapper.usesByOthers",
                    "counts the rows and tombstones of the other profiles, and returns nothing but their number"),
            Map.entry(
                    "ReferenceMapper.referenced",
                    "a file is deleted only if no profile refers to it; returns only which of the given keys have a row"),
            Map.entry("ReferenceMapper.tombstonesOfAnyProfile", "the same for tombstones"),
            Map.entry(
                    "MaintenanceMapper.newestRow",
                    "files without a row may belong to any profile; returns only when the newest row was created"),
            Map.entry(
                    "MaintenanceMapper.projectsOfOthers",
                    "returns only which of the given ids projects of other profiles have, which protects their files"),
            Map.entry(
                    "MaintenanceMapper.otherProfiles",
                    "whether there are other profiles at all, which protects files that may be theirs"),
            Map.entry("MaintenanceMapper.identity", "the store id is the same for all profiles"),
            Map.entry("MaintenanceMapper.identify", "the same"),
            Map.entry("MaintenanceMapper.replaceIdentity", "the same"),
            Map.entry("MaintenanceMapper.noteBound", "the same"),
            Map.entry(
                    "ArchiveMapper.usedProjects",
                    "an imported row needs an id that no profile uses; returns only which of the given ids are in use"),
            Map.entry("ArchiveMapper.usedVideos", "the same for videos"),
            Map.entry("ArchiveMapper.usedImages", "the same for images"),
            Map.entry("ArchiveMapper.usedAudio", "the same for audio"),
            Map.entry(
                    "VideoGenerationMapper.insertInput",
                    "a link has no profile; video and image were looked up in the profile before"),
            Map.entry(
                    "VideoGenerationMapper.insertAudioTrack",
                    "a link has no profile; video and audio were looked up in the profile before"));

    /** The statements that take the profile from the row, which was compared with the transaction's profile before. */
    private static final Set<String> INSERTS = Set.of(
            "ProjectMapper.insert",
            "VideoGenerationMapper.insert",
            "ImageMapper.insert",
            "AudioMapper.insert",
            "JobMapper.insert",
            "SceneMapper.insert");

    private static final Pattern CONDITION = Pattern.compile("\\bprofile_id = \\?");

    private static final Instant NOW = Instant.EPOCH;
    private static final ProfileId PROFILE = new ProfileId("alice");
    private static final ProviderJob JOB = ProviderJob.builder()
            .id(new JobId("j"))
            .profileId(PROFILE)
            .projectId(new ProjectId("p"))
            .kind(MediaKind.VIDEO)
            .provider("p")
            .request("{}")
            .fingerprint(new Fingerprint("1:" + "0".repeat(64)))
            .createdAt(NOW)
            .updatedAt(NOW)
            .build();
    private static final Scene SCENE = SceneBuilder.builder()
            .projectId(new ProjectId("p"))
            .sceneId("s")
            .profileId(PROFILE)
            .position(new ScenePosition("V"))
            .createdAt(NOW)
            .updatedAt(NOW)
            .build();
    private static final TimeRange TIMES = new TimeRange(Optional.of(NOW), Optional.of(NOW));

    private final Configuration configuration = MyBatisConfiguration.of(new Dialect(
                    new NoCodec<>(),
                    new NoCodec<>(),
                    ResultSet::getString,
                    VideoTable.OF_THE_STORE,
                    Dialect.Statements.TOGETHER,
                    Dialect.Writers.ONE_A_PROFILE,
                    "substr(%s, 1, 10)"))
            .getConfiguration();

    @TestFactory
    Stream<DynamicTest> everyStatementIsLimitedToOneProfile() {
        return statements().stream().map(id -> DynamicTest.dynamicTest(id, () -> assertLimitedToOneProfile(id)));
    }

    private void assertLimitedToOneProfile(String id) {
        BoundSql sql = sql(id);
        List<String> parameters = sql.getParameterMappings().stream()
                .map(ParameterMapping::getProperty)
                .toList();
        if (EXEMPT.containsKey(id)) {
            assertThat(sql.getSql())
                    .as("%s is exempt but has a condition on the profile", id)
                    .doesNotContainPattern(CONDITION);
        } else if (INSERTS.contains(id)) {
            assertThat(sql.getSql()).contains("profile_id");
            assertThat(parameters).as(sql.getSql()).contains("row.profileId");
        } else if (sql.getSql()
                .strip()
                .matches("(?s)INSERT INTO (blob_tombstones|reelstore_marks|reelstore_idempotency_keys|provider_\\w+"
                        + "|budgets|budget_spending|scene_lines|track_settings|selections|rejected_takes).*")) {
            assertThat(parameters).as(sql.getSql()).contains("profile");
        } else {
            assertThat(parameters)
                    .as("%s has no parameter \"profile\"; give it one, or a reason in EXEMPT", id)
                    .contains("profile");
            assertThat(sql.getSql())
                    .as("%s has no condition on the profile; give it one, or a reason in EXEMPT", id)
                    .containsPattern(CONDITION);
        }
    }

    @Test
    void everyExemptStatementExists() {
        List<String> statements = statements();
        assertThat(statements)
                .hasSizeGreaterThan(30)
                .containsAll(EXEMPT.keySet())
                .containsAll(INSERTS);
    }

    /** MyBatis registers each statement under its short name too, if that is unique. */
    private List<String> statements() {
        return configuration.getMappedStatementNames().stream()
                .filter(name -> name.startsWith(PACKAGE))
                .map(name -> name.substring(PACKAGE.length()))
                .sorted()
                .toList();
    }

    private BoundSql sql(String id) {
        MappedStatement statement = configuration.getMappedStatement(PACKAGE + id);
        return statement.getBoundSql(parameters(id));
    }

    /** A value for each parameter of the mappers' methods; MyBatis names one that is missing. */
    private static ParamMap<@Nullable Object> parameters(String id) {
        ParamMap<@Nullable Object> parameters = new ParamMap<>();
        parameters.put("profile", PROFILE);
        parameters.put("id", new ProjectId("id"));
        parameters.put("project", new ProjectId("p"));
        parameters.put("key", new BlobKey("a"));
        parameters.put("kind", MediaKind.VIDEO);
        parameters.put("hash", new ContentHash("0".repeat(64)));
        parameters.put("table", MappedTable.GENERATIONS);
        parameters.put("keys", List.of(new BlobKey("a"), new BlobKey("b")));
        parameters.put("ids", List.of("a", "b"));
        parameters.put("scenes", List.of("a", "b"));
        parameters.put(
                "before",
                switch (id) {
                    case "JobMapper.update" -> JOB;
                    case "SceneMapper.update" -> SCENE;
                    default -> NOW;
                });
        parameters.put("mark", new RowMark(EntityType.IMAGE, "i", "missing", "a"));
        parameters.put("store", StoreId.random());
        parameters.put("now", NOW);
        parameters.put("version", 1L);
        parameters.put("limit", 1);
        parameters.put("within", 1);
        parameters.put("after", new Cursor(NOW, "a"));
        parameters.put("changes", List.of(new RowMapper.Change("title", Optional.of("t"))));
        parameters.put("filter", filter(id));
        parameters.put("row", row(id));
        parameters.put("input", new GenerationInput(new GenerationId("g"), InputRole.REFERENCE, 0, new ImageId("i")));
        parameters.put(
                "track",
                id.equals("VideoGenerationMapper.insertAudioTrack")
                        ? new GenerationAudioTrack(new GenerationId("g"), LanguageTag.of("en"), new AudioId("a"))
                        : MediaKind.AUDIO);
        parameters.put("scene", id.equals("SceneMapper.update") ? SCENE : SCENE.sceneId());
        parameters.put("position", SCENE.position());
        parameters.put("language", "en");
        parameters.put("reason", "reason");
        parameters.put("chosen", true);
        parameters.put("fingerprints", List.of(JOB.fingerprint()));
        parameters.put(
                "line",
                new SceneLine(SCENE.projectId(), SCENE.sceneId(), LanguageTag.of("en"), "t", Optional.empty(), NOW));
        parameters.put("sourceLanguage", Optional.empty());
        parameters.put("sourceDigest", Optional.empty());
        parameters.put(
                "settings",
                SettingsRow.of(
                        new StoredSettings(
                                SCENE.projectId(),
                                Optional.empty(),
                                MediaKind.VIDEO,
                                Optional.empty(),
                                TrackSettings.NONE),
                        NOW));
        parameters.put(
                "selection",
                new Selection(
                        SCENE.projectId(),
                        CellKey.video(SCENE.sceneId()),
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        NOW));
        parameters.put("job", JOB);
        parameters.put("fingerprint", JOB.fingerprint());
        parameters.put("result", JobResult.builder().jobId(JOB.id()).build());
        parameters.put(
                "attempt", new JobAttempt(JOB.id(), 1, JobState.PLANNED, FailureClass.INVALID, "message", NOW, NOW, 1));
        for (String text : List.of("worker", "provider", "credential", "subject", "start")) {
            parameters.put(text, text);
        }
        parameters.put("workers", List.of("a", "b"));
        parameters.put("providers", List.of("a", "b"));
        parameters.put("most", 1);
        parameters.put("wrong", NOW);
        parameters.put("scope", BudgetScope.PROJECT);
        parameters.put("period", BudgetPeriod.DAY);
        parameters.put(
                "budget", new Budget(BudgetScope.PROJECT, "p", BudgetPeriod.DAY, Currency.getInstance("USD"), 1, NOW));
        parameters.put("nanos", 1L);
        parameters.put("from", NOW);
        parameters.put("until", NOW);
        parameters.put("by", CostDimension.DAY);
        parameters.put("created", TIMES);
        return parameters;
    }

    private static Object filter(String id) {
        Optional<ChannelId> channel = Optional.of(new ChannelId("c"));
        return switch (id.substring(0, id.indexOf('.'))) {
            case "ProjectMapper" -> new ProjectFilter(channel, Optional.of(ProjectStatus.DRAFT), TIMES);
            case "JobMapper" -> new JobFilter(Optional.of(new ProjectId("p")), Optional.of(JobState.PLANNED));
            default ->
                new GenerationFilter(
                        Optional.of(new ProjectId("p")), channel, Optional.of(GenerationStatus.PENDING), TIMES);
        };
    }

    private static Record row(String id) {
        return switch (id.substring(0, id.indexOf('.'))) {
            case "ProjectMapper" ->
                VideoProject.builder()
                        .id(new ProjectId("p"))
                        .profileId(PROFILE)
                        .title("t")
                        .createdAt(NOW)
                        .updatedAt(NOW)
                        .build();
            case "ImageMapper" ->
                ImageGeneration.builder()
                        .id(new ImageId("i"))
                        .profileId(PROFILE)
                        .provider("p")
                        .filePath(new BlobKey("a"))
                        .createdAt(NOW)
                        .updatedAt(NOW)
                        .build();
            case "AudioMapper" ->
                AudioGeneration.builder()
                        .id(new AudioId("a"))
                        .profileId(PROFILE)
                        .provider("p")
                        .filePath(new BlobKey("a"))
                        .createdAt(NOW)
                        .updatedAt(NOW)
                        .build();
            case "JobMapper" -> JOB;
            case "SceneMapper" -> SCENE;
            default ->
                VideoGeneration.builder()
                        .id(new GenerationId("g"))
                        .profileId(PROFILE)
                        .createdAt(NOW)
                        .updatedAt(NOW)
                        .build();
        };
    }

    /** Statements are built from XML only; none is run. */
    private static final class NoCodec<T> implements ColumnCodec<T> {

        @Override
        public void set(PreparedStatement statement, int parameter, T value) throws SQLException {
            throw new SQLException("there is no database");
        }

        @Override
        public @Nullable T get(ResultSet row, int column) throws SQLException {
            throw new SQLException("there is no database");
        }
    }
}
