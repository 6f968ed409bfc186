package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.IdempotentRequest;
import io.github.reelstore.domain.port.rows.MissingRow;
import io.github.reelstore.domain.port.rows.ProjectContents;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.domain.port.rows.SharedFiles;
import io.github.reelstore.domain.storyboard.RejectedTake;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneJobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.ibatis.builder.xml.XMLMapperBuilder;
import org.apache.ibatis.datasource.unpooled.UnpooledDataSource;
import org.apache.ibatis.io.Resources;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.LocalCacheScope;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.defaults.DefaultSqlSessionFactory;
import org.apache.ibatis.transaction.managed.ManagedTransactionFactory;
import org.jspecify.annotations.Nullable;

/** Configures MyBatis in code: its mappers, and how it binds and reads values. */
final class MyBatisConfiguration {

    /** The records whose components are the columns of a table. */
    private static final Map<Class<? extends Record>, MappedTable> TABLES = Map.of(
            VideoProject.class, MappedTable.PROJECTS,
            VideoGeneration.class, MappedTable.GENERATIONS,
            ImageGeneration.class, MappedTable.IMAGES,
            AudioGeneration.class, MappedTable.AUDIO);

    /** The records of other rows that can be named; the id of a link, for messages, is that of its video. */
    private static final Map<Class<? extends Record>, RecordColumns.Origin> OTHERS = Map.ofEntries(
            Map.entry(
                    GenerationInput.class,
                    new RecordColumns.Origin(Optional.of(EntityType.GENERATION), "generation_inputs", 1)),
            Map.entry(
                    GenerationAudioTrack.class,
                    new RecordColumns.Origin(Optional.of(EntityType.GENERATION), "generation_audio_tracks", 1)),
            other(StoredTombstone.class, "blob_tombstones", 1),
            other(RowMark.class, "reelstore_marks", 2),
            other(StoredWriteTrial.class, "reelstore_marks", 1),
            other(StoredIdentity.class, "reelstore_identity", 1),
            other(ProviderJob.class, "provider_jobs", 1),
            other(JobResult.class, "provider_job_results", 1),
            other(JobAttempt.class, "provider_job_attempts", 1),
            other(Scene.class, "scenes", 2),
            other(StoredLine.class, "scene_lines", 2),
            other(SettingsRow.class, "track_settings", 2),
            other(StoredSelection.class, "selections", 1),
            other(RejectedTake.class, "rejected_takes", 3),
            other(SceneJobs.class, "provider_jobs", 1),
            Map.entry(
                    ImageContent.class,
                    new RecordColumns.Origin(Optional.of(EntityType.IMAGE), "image_generations", 1)));

    /** The records of {@link #TABLES}, and others that are inserted as a whole. */
    private static final Set<Class<? extends Record>> INSERTED = Stream.concat(
                    TABLES.keySet().stream(), Stream.of(ProviderJob.class, Scene.class))
            .collect(Collectors.toUnmodifiableSet());

    private static final Map<Dialect, SqlSessionFactory> PARSED = new ConcurrentHashMap<>();

    private MyBatisConfiguration() {}

    private static Map.Entry<Class<? extends Record>, RecordColumns.Origin> other(
            Class<? extends Record> type, String table, int idColumn) {
        return Map.entry(type, new RecordColumns.Origin(Optional.empty(), table, idColumn));
    }

    /** Of a dialect. Parsing the XML takes most of the time to open a database, so it is done once in a process. */
    static SqlSessionFactory of(Dialect dialect) {
        return PARSED.computeIfAbsent(dialect, MyBatisConfiguration::parsed);
    }

    private static SqlSessionFactory parsed(Dialect dialect) {
        RowConfiguration configuration = new RowConfiguration(environment(), dialect);
        // a row that was just changed must not be served from the cache
        configuration.setLocalCacheScope(LocalCacheScope.STATEMENT);
        // never map by position: a type without its own handler must fail, not mix up columns
        configuration.setArgNameBasedConstructorAutoMapping(true);
        configuration.setMapUnderscoreToCamelCase(true);
        configuration.setCacheEnabled(false);
        // MyBatis logs statements and parameters under the names of the mappers, which are those of Reelstore
        configuration.setLogPrefix("org.apache.ibatis.statement.");
        configuration.setVariables(variables(dialect));
        bindValues(configuration, dialect);
        readRows(configuration, dialect);
        addFragments(configuration, "io/github/reelstore/mybatis/internal/Lists.xml");
        List.of(
                        ProjectMapper.class,
                        VideoGenerationMapper.class,
                        ImageMapper.class,
                        AudioMapper.class,
                        ReferenceMapper.class,
                        MaintenanceMapper.class,
                        IdempotencyMapper.class,
                        JobMapper.class,
                        JobQueueMapper.class,
                        BudgetMapper.class,
                        SceneMapper.class,
                        TakeMapper.class,
                        ArchiveMapper.class)
                .forEach(configuration::addMapper);
        if (dialect.statements() == Dialect.Statements.TOGETHER) {
            configuration.addMapper(ProjectRowsMapper.class);
        }
        return new DefaultSqlSessionFactory(configuration);
    }

    /** Sessions are given a connection that is already in a transaction; they neither commit nor close it. */
    private static Environment environment() {
        ManagedTransactionFactory transactions = new ManagedTransactionFactory();
        Properties properties = new Properties();
        properties.setProperty("closeConnection", "false");
        transactions.setProperties(properties);
        return new Environment("reelstore", transactions, new UnpooledDataSource());
    }

    /** The variables that the XML uses as {@code ${...}} and that are known before any statement runs. */
    private static Properties variables(Dialect dialect) {
        VideoTable videoTable = dialect.videos();
        Properties variables = new Properties();
        variables.setProperty("reserved.day", dialect.dayOf().formatted("reserved_at"));
        variables.setProperty("videos", videoTable.relation());
        variables.setProperty("videos.visible", videoTable.visible());
        variables.setProperty("videos.ofStatus", videoTable.ofStatus());
        variables.setProperty("videos.own", videoTable.own());
        variables.setProperty("videos.created", videoTable.created());
        variables.setProperty("videos.hidden", videoTable.hidden());
        INSERTED.forEach(table -> {
            RecordColumns<?> columns = new RecordColumns<>(table, values -> null);
            variables.setProperty(table.getSimpleName() + ".columns", columns.names());
            variables.setProperty(table.getSimpleName() + ".parameters", columns.parameters());
        });
        return variables;
    }

    private static void bindValues(Configuration configuration, Dialect dialect) {
        configuration.getTypeHandlerRegistry().register(Integer.class, new ExactIntegerHandler());
        configuration.getTypeHandlerRegistry().register(int.class, new ExactIntegerHandler());
        ParameterTypeHandler.types().forEach(type -> bindValue(configuration, dialect, type));
    }

    private static <T> void bindValue(Configuration configuration, Dialect dialect, Class<T> type) {
        configuration.getTypeHandlerRegistry().register(type, new ParameterTypeHandler<T>(dialect));
    }

    private static void readRows(RowConfiguration configuration, Dialect dialect) {
        INSERTED.forEach(table -> row(configuration, dialect, table));
        row(configuration, dialect, GenerationInput.class);
        row(configuration, dialect, GenerationAudioTrack.class);
        row(configuration, dialect, ProjectContents.class);
        row(configuration, dialect, StoredFile.class);
        row(configuration, dialect, StoredTombstone.class);
        row(configuration, dialect, MissingRow.class);
        row(configuration, dialect, RowMark.class);
        row(configuration, dialect, SharedFiles.class);
        row(configuration, dialect, HiddenValues.class);
        row(configuration, dialect, StoredIdentity.class);
        row(configuration, dialect, StoredWriteTrial.class);
        row(configuration, dialect, IdempotentRequest.class);
        row(configuration, dialect, JobResult.class);
        row(configuration, dialect, JobAttempt.class);
        row(configuration, dialect, StateCount.class);
        row(configuration, dialect, WorkerBeats.class);
        row(configuration, dialect, Budget.class);
        row(configuration, dialect, SpentBudget.class);
        row(configuration, dialect, CostSums.class);
        row(configuration, dialect, SplitSum.class);
        row(configuration, dialect, StoredLine.class);
        row(configuration, dialect, SettingsRow.class);
        row(configuration, dialect, StoredSelection.class);
        row(configuration, dialect, RejectedTake.class);
        row(configuration, dialect, TakeRow.class);
        row(configuration, dialect, SceneJobs.class);
        row(configuration, dialect, ImageContent.class);
        row(configuration, dialect, NewestRow.class, NewestRow::read);
    }

    private static <R extends Record> void row(RowConfiguration configuration, Dialect dialect, Class<R> type) {
        RecordColumns<R> columns = new RecordColumns<>(type, before -> origin(type, before));
        row(configuration, dialect, type, columns);
        if (INSERTED.contains(type)) {
            configuration.addInserted(type, columns);
        }
    }

    private static <R extends Record> void row(
            Configuration configuration, Dialect dialect, Class<R> type, RecordTypeHandler.Reader<R> reader) {
        configuration.getTypeAliasRegistry().registerAlias(type);
        configuration.getTypeHandlerRegistry().register(type, new RecordTypeHandler<>(dialect, reader));
    }

    private static RecordColumns.@Nullable Origin origin(Class<?> type, List<?> before) {
        if (type == TakeRow.class) {
            return RecordColumns.Origin.of(TakeRow.table(before), TakeRow.ID_COLUMN);
        }
        MappedTable table = type == StoredFile.class ? StoredFile.table(before) : TABLES.get(type);
        int idColumn = type == StoredFile.class ? 2 : 1;
        return table == null ? OTHERS.get(type) : RecordColumns.Origin.of(table, idColumn);
    }

    /** MyBatis finds statements by their mapper's name; fragments without a mapper must be added explicitly. */
    private static void addFragments(Configuration configuration, String resource) {
        try (InputStream xml = Resources.getResourceAsStream(MyBatisConfiguration.class.getClassLoader(), resource)) {
            new XMLMapperBuilder(xml, configuration, resource, configuration.getSqlFragments()).parse();
        } catch (IOException e) {
            throw new UncheckedIOException("the library lacks " + resource, e);
        }
    }
}
