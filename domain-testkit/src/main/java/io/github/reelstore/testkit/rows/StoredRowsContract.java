package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.DatabaseUnderTest.insertProject;
import static io.github.reelstore.testkit.rows.SampleRows.generation;
import static io.github.reelstore.testkit.rows.SampleRows.image;
import static io.github.reelstore.testkit.rows.SampleRows.micros;
import static io.github.reelstore.testkit.rows.SampleRows.track;
import static io.github.reelstore.testkit.rows.SampleRows.tracks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.InvalidValue;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tombstone;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.StandingTake;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.Take;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contract tests for rows of an SQL database that an earlier version or another program wrote; see
 * {@link DatabaseFixture}.
 */
public abstract class StoredRowsContract {

    private static final GenerationId VIDEO = new GenerationId("g");
    private static final Patch<VideoGeneration> SEED = Patch.empty();
    private static final Patch<ImageGeneration> PROMPT =
            Patch.<ImageGeneration>empty().set(ImageField.PROMPT, "new");

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    /** Executes a statement on the database, bypassing the store, and commits it. */
    protected abstract void execute(String sql);

    @Test
    void aLanguageIsReadInItsShortestCodeHoweverItIsSpelt() {
        LinkedVideo.insert(db);
        execute("UPDATE audio_generations SET language = 'ger' WHERE id = 'a1'");
        execute("UPDATE video_projects SET default_language = 'zho-Hant' WHERE id = 'p'");
        execute("UPDATE generation_audio_tracks SET language = 'vie' WHERE language = 'vi'");

        assertThat(db.found(tx -> tx.audio().find(new AudioId("a1"))).flatMap(AudioGeneration::language))
                .contains(new LanguageTag("de"));
        assertThat(db.found(tx -> tx.projects().find(new ProjectId("p"))).flatMap(VideoProject::defaultLanguage))
                .contains(new LanguageTag("zh-Hant"));
        assertThat(db.links(tx -> tx.generations().linksOf(VIDEO))).isEqualTo(LinkedVideo.LINKS);
    }

    @Test
    void anUpdateKeepsTheSpellingOfALanguage() {
        LinkedVideo.insert(db);
        execute("UPDATE audio_generations SET language = 'deu' WHERE id = 'a1'");
        db.run(tx -> tx.audio()
                .update(new AudioId("a1"), Patch.<AudioGeneration>empty().set(AudioField.VOICE, "low")));
        // changes a row only if the spelling is still there
        execute("UPDATE audio_generations SET language = 'fra' WHERE id = 'a1' AND language = 'deu'");
        assertThat(db.found(tx -> tx.audio().find(new AudioId("a1"))).flatMap(AudioGeneration::language))
                .contains(new LanguageTag("fr"));
    }

    @Test
    void aVideoKeepsTracksOfBothSpellingsAndGetsNoThird() {
        LinkedVideo.insert(db);
        execute("INSERT INTO generation_audio_tracks (generation_id, language, audio_generation_id)"
                + " VALUES ('g', 'eng', 'a1'), ('g', 'ger', 'a1')");

        assertThat(db.links(tx -> tx.generations().linksOf(VIDEO)).audioTracks())
                .startsWith(track("g", "de", "a1"), track("g", "en", "a2"), track("g", "en", "a1"))
                .hasSize(LinkedVideo.LINKS.audioTracks().size() + 2);
        db.assertRefused(
                StorageException.AlreadyExists.class,
                "g",
                tx -> tx.generations().link(tracks(track("g", "deu", "a2"))));
    }

    /** A language may be spelt in two ways, and rows may have none. */
    @Test
    void takesOfALanguageAreOneCellHoweverItIsSpelt() {
        db.run(tx -> {
            insertProject(tx, "p", "c");
            for (int i : List.of(1, 2, 3)) {
                tx.audio()
                        .insert(SampleRows.audio("a" + i, "p")
                                .sceneId("s")
                                .language(LanguageTag.of("vi"))
                                .createdAt(micros(i))
                                .build());
            }
        });
        execute("UPDATE audio_generations SET language = 'vie' WHERE id = 'a2'");
        execute("UPDATE audio_generations SET language = 'not a language' WHERE id = 'a1'");
        CellKey cell = CellKey.audio("s", LanguageTag.of("vi"));
        db.run(tx -> {
            StandingTake standing = tx.takes().standing(SampleScenes.P, cell);
            assertThat(standing.take().map(Take::id)).contains("a3");
            assertThat(standing.takes()).isEqualTo(2);
            assertThat(tx.takes().standing(SampleScenes.P)).hasSize(2).contains(standing);
            assertThat(tx.takes()
                            .list(SampleScenes.P, cell, PageRequest.first(1))
                            .items())
                    .extracting(Take::id)
                    .containsExactly("a3");
            assertThat(tx.takes()
                            .list(SampleScenes.P, cell, PageRequest.first(2))
                            .items())
                    .extracting(Take::id)
                    .containsExactly("a3", "a2");
            assertThat(tx.takes().takesOf(SampleScenes.P, MediaKind.AUDIO, "a1"))
                    .extracting(Take::cell)
                    .containsExactly(CellKey.audio("s", LanguageTag.of("und")));
            assertThat(tx.invalidValues())
                    .extracting(InvalidValue::table, InvalidValue::rowId, InvalidValue::column)
                    .contains(tuple("audio_generations", "a1", "language"));
        });
    }

    @Test
    void sceneValuesThatAreNotValidAreReadAsEmptyOrLeaveTheSceneOut() {
        db.run(tx -> {
            insertProject(tx, "p", "c");
            for (String id : List.of("a", "b", "c")) {
                tx.scenes().insert(SampleScenes.scene(id, "V").lengthMs(5L).build());
                tx.scenes().putLine(SampleScenes.translation(id, "vi", "text", "en", "original"));
            }
            tx.scenes()
                    .putSettings(new StoredSettings(
                            SampleScenes.P,
                            Optional.empty(),
                            MediaKind.VIDEO,
                            Optional.empty(),
                            SampleScenes.fullSettings(1)));
            tx.scenes()
                    .putSettings(new StoredSettings(
                            SampleScenes.P,
                            Optional.of("a"),
                            MediaKind.IMAGE,
                            Optional.empty(),
                            SampleScenes.fullSettings(2)));
            tx.images()
                    .insert(image("i")
                            .projectId(SampleScenes.P)
                            .sceneId("a")
                            .contentHash(SampleRows.hash(1))
                            .build());
        });
        execute("UPDATE scenes SET length_ms = -1 WHERE scene_id = 'a'");
        execute("UPDATE scenes SET position = '0' WHERE scene_id = 'b'");
        execute("UPDATE scene_lines SET text = ' ' WHERE scene_id = 'a'");
        execute("UPDATE scene_lines SET source_digest = 'short' WHERE scene_id = 'c'");
        execute("UPDATE track_settings SET parameters = '[]', reference_images = '[7, \"i\"]'");
        execute("UPDATE track_settings SET scene_id = ' ' WHERE scene_id = 'a'");
        execute("UPDATE image_generations SET content_hash = 'ABC', made_from = '{\"prompt\": 7, \"taste\": \"x\"}'");
        db.run(tx -> {
            assertThat(tx.scenes().ofProject(SampleScenes.P))
                    .extracting(Scene::sceneId)
                    .containsExactly("a", "c");
            assertThat(tx.scenes().find(SampleScenes.P, "a").orElseThrow().lengthMs())
                    .isEmpty();
            assertThat(tx.scenes().lines(SampleScenes.P))
                    .extracting(SceneLine::sceneId)
                    .containsExactly("b", "c");
            assertThat(tx.scenes().lines(SampleScenes.P, "c"))
                    .singleElement()
                    .satisfies(line -> assertThat(line.translatedFrom()).isEmpty());
            assertThat(tx.scenes().settings(SampleScenes.P)).singleElement().satisfies(stored -> {
                assertThat(stored.settings().parameters()).isEmpty();
                assertThat(stored.settings().references()).containsExactly(new ImageId("i"));
                assertThat(stored.settings().voice()).contains("voice 1");
            });
            Take take = tx.takes()
                    .standing(SampleScenes.P, CellKey.image("a"))
                    .take()
                    .orElseThrow();
            assertThat(take.contentHash()).isEmpty();
            assertThat(take.madeFrom()).isEmpty();
            assertThat(tx.takes().imageHashes(List.of(new ImageId("i")))).isEmpty();
            assertThat(tx.invalidValues())
                    .extracting(InvalidValue::table, InvalidValue::rowId, InvalidValue::column)
                    .contains(
                            tuple("scenes", "a", "length_ms"),
                            tuple("scenes", "b", "position"),
                            tuple("scene_lines", "a", "text"),
                            tuple("scene_lines", "c", "source_digest"),
                            tuple("image_generations", "i", "content_hash"));
        });
        db.assertRefused(StorageException.Corrupt.class, "b", tx -> tx.scenes().find(SampleScenes.P, "b"));
    }

    /** Three images; the second one listed gets the invalid value. */
    private void insertImages() {
        db.run(tx -> {
            insertProject(tx, "p", "c");
            for (int i : List.of(1, 2, 3)) {
                tx.images()
                        .insert(image("i" + i)
                                .projectId(new ProjectId("p"))
                                .prompt("prompt " + i)
                                .width(i)
                                .createdAt(micros(i))
                                .build());
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "width, -1",
        "byte_size, -9223372036854775808",
        "content_hash, 'ABC'",
        "thumb_path, '../../etc/passwd'",
    })
    void anInvalidValueIsReadAsEmptyAndNamed(String column, String value) {
        insertImages();
        execute("UPDATE image_generations SET " + column + " = '" + value + "' WHERE id = 'i2'");

        db.run(tx -> {
            List<ImageGeneration> images = tx.images()
                    .list(GenerationFilter.of(new ProjectId("p")), PageRequest.first(10))
                    .items();
            assertThat(images).extracting(image -> image.id().value()).containsExactly("i3", "i2", "i1");
            assertThat(images.get(1).prompt()).contains("prompt 2");
            assertThat(empty(images.get(1), column)).isEmpty();
            assertInvalid(tx, column, InvalidValue.Effect.EMPTY);
        });
        assertThat(db.found(tx -> tx.images().find(new ImageId("i2")))).isPresent();
        assertNotUpdated(column);
        // other rows can still be changed
        ImageGeneration other = db.write(tx -> tx.images().update(new ImageId("i1"), PROMPT));
        assertThat(other.prompt()).contains("new");
    }

    private static Optional<?> empty(ImageGeneration row, String column) {
        return ImageField.all().stream()
                .filter(field -> field.column().equals(column))
                .findFirst()
                .orElseThrow()
                .get(row);
    }

    private static void assertInvalid(Tx tx, String column, InvalidValue.Effect effect) {
        assertThat(tx.invalidValues()).singleElement().satisfies(value -> {
            assertThat(value.table()).isEqualTo("image_generations");
            assertThat(value.row()).contains(EntityType.IMAGE);
            assertThat(value.rowId()).isEqualTo("i2");
            assertThat(value.column()).isEqualTo(column);
            assertThat(value.effect()).isEqualTo(effect);
            assertThat(value.message()).contains("image_generations", "\"i2\"", column);
        });
    }

    private void assertNotUpdated(String column) {
        StorageException refused = catchThrowableOfType(
                StorageException.class, () -> db.run(tx -> tx.images().update(new ImageId("i2"), PROMPT)));
        assertThat(refused).isInstanceOf(StorageException.Corrupt.class);
        assertThat(refused.subject()).isEqualTo("i2");
        assertThat(refused.getMessage()).contains("image_generations", "\"i2\"", column);
    }

    @ParameterizedTest
    @CsvSource({"provider, ' '", "file_path, '/etc/passwd'"})
    void aRowThatLacksAValidRequiredValueIsLeftOutAndNamed(String column, String value) {
        insertImages();
        execute("UPDATE image_generations SET " + column + " = '" + value + "' WHERE id = 'i2'");

        db.run(tx -> {
            Page<ImageGeneration> all = tx.images().list(GenerationFilter.ALL, PageRequest.first(10));
            assertThat(all.items()).extracting(image -> image.id().value()).containsExactly("i3", "i1");
            assertThat(all.next()).isEmpty();
            assertInvalid(tx, column, InvalidValue.Effect.LEFT_OUT);
        });
        db.run(tx -> {
            Page<ImageGeneration> first = tx.images().list(GenerationFilter.ALL, PageRequest.first(1));
            assertThat(first.items()).extracting(image -> image.id().value()).containsExactly("i3");
            Page<ImageGeneration> second = tx.images()
                    .list(
                            GenerationFilter.ALL,
                            PageRequest.first(1).after(first.next().orElseThrow()));
            assertThat(second.items()).extracting(image -> image.id().value()).containsExactly("i1");
            assertThat(second.next()).isEmpty();
        });
        db.assertRefused(StorageException.Corrupt.class, "i2", tx -> tx.images().find(new ImageId("i2")));
        assertNotUpdated(column);
    }

    @Test
    void aFileWithAnInvalidHashIsFoundWithoutIt() {
        insertImages();
        execute("UPDATE image_generations SET content_hash = 'ABC' WHERE id = 'i2'");
        BlobKey key = image("i2").build().filePath();
        db.run(tx -> {
            assertThat(tx.references().find(key).orElseThrow().hash()).isEmpty();
            assertInvalid(tx, "content_hash", InvalidValue.Effect.EMPTY);
        });
        assertThat(db.<Set<BlobKey>>read(tx -> tx.references().unknown(List.of(key))))
                .isEmpty();
    }

    @Test
    void aTombstoneWithAnInvalidKeyIsLeftOutAndNamed() {
        insertImages();
        execute("INSERT INTO blob_tombstones (blob_key, profile_id, created_at)"
                + " SELECT '../' || id, profile_id, created_at FROM image_generations");
        BlobKey valid = new BlobKey("valid.png");
        db.makeTombstone(SampleRows.ALICE, valid);

        db.run(tx -> {
            assertThat(tx.references().tombstones(PageRequest.first(1)).items())
                    .extracting(Tombstone::key)
                    .containsExactly(valid);
            assertThat(tx.invalidValues())
                    .extracting(InvalidValue::row, InvalidValue::table, InvalidValue::rowId, InvalidValue::column)
                    .contains(tuple(Optional.empty(), "blob_tombstones", "../i2", "blob_key"));
        });
        List<Tombstone> expired = db.read(tx -> tx.references().expired(tx.now().plusSeconds(9), Optional.empty(), 1));
        assertThat(expired).extracting(Tombstone::key).containsExactly(valid);
    }

    /** What is left out would be paid once more. */
    @Test
    void aJobThatCannotBeReadIsNeitherSentNorForgotten() {
        db.run(tx -> {
            tx.jobs().insert(SampleJobs.job("a").build());
            tx.jobs().insert(SampleJobs.job("b").build());
            tx.jobs().insert(SampleJobs.job("c").state(JobState.SUBMITTED).build());
            tx.jobs().insert(SampleJobs.job("d").state(JobState.SUBMITTED).build());
            tx.jobs().putResult(SampleJobs.fullResult("b", 0));
        });
        execute("UPDATE provider_jobs SET kind = 'smell' WHERE id IN ('a', 'c')");
        execute("UPDATE provider_job_results SET state = 'stolen'");

        db.assertRefused(StorageException.Corrupt.class, "a", tx -> tx.jobs().find(new JobId("a")));
        db.assertRefused(
                StorageException.Corrupt.class,
                "a",
                tx -> tx.jobs().usable(SampleJobs.job("a").build().fingerprint(), 1));
        db.assertRefused(
                StorageException.Corrupt.class,
                "a",
                tx -> tx.jobs()
                        .answers(
                                SampleScenes.P,
                                List.of(SampleJobs.job("a").build().fingerprint())));
        db.assertRefused(StorageException.Corrupt.class, "b", tx -> tx.jobs().results(new JobId("b")));
        db.run(tx -> {
            assertThat(tx.jobs().list(JobFilter.ALL, PageRequest.first(9)).items())
                    .extracting(job -> job.id().value())
                    .containsExactly("d", "b");
            assertThat(tx.invalidValues())
                    .extracting(InvalidValue::row, InvalidValue::table, InvalidValue::rowId, InvalidValue::column)
                    .contains(tuple(Optional.empty(), "provider_jobs", "a", "kind"));
            assertThat(tx.jobQueue().claimPlanned("w", "veo", "key", 1, 1))
                    .extracting(job -> job.id().value())
                    .containsExactly("b");
            assertThat(tx.jobQueue().claimSent("w", Set.of("veo"), List.of(), 1))
                    .extracting(job -> job.id().value())
                    .containsExactly("d");
            assertThat(tx.jobQueue().claimPlanned("w", "veo", "key", 9, 1)).isEmpty();
        });
        execute("UPDATE provider_jobs SET kind = 'image' WHERE id IN ('a', 'c')");
        db.run(tx -> {
            assertThat(tx.jobQueue().claimPlanned("w", "veo", "key", 9, 9)).hasSize(1);
            assertThat(tx.jobQueue().claimSent("w", Set.of("veo"), List.of(), 9))
                    .hasSize(1);
        });
    }

    /** A budget that is left out would not limit anything. */
    @Test
    void aBudgetThatCannotBeReadIsNotIgnored() {
        db.run(tx -> tx.budgets()
                .put(new Budget(BudgetScope.PROFILE, "", BudgetPeriod.DAY, SampleJobs.USD, 5, SampleRows.START)));
        execute("UPDATE budgets SET currency = 'dollars'");
        StorageException exception = catchThrowableOfType(
                StorageException.class, () -> db.run(tx -> tx.budgets().list()));
        assertThat(exception).isInstanceOf(StorageException.Corrupt.class);
        assertThat(exception).hasMessageContaining("dollars");
    }

    @Test
    void everyRowThatIsLeftOutEndsAList() {
        insertImages();
        execute("UPDATE image_generations SET provider = ''");
        db.run(tx -> {
            Page<ImageGeneration> page = tx.images().list(GenerationFilter.ALL, PageRequest.first(1));
            assertThat(page.items()).isEmpty();
            assertThat(page.next()).isEmpty();
        });
    }

    @Test
    void aProjectWithAnInvalidLinkShowsTheOthers() {
        LinkedVideo.insert(db);
        execute("UPDATE generation_inputs SET position = -1 WHERE role = 'reference' AND position = 2");
        db.run(tx -> {
            assertThat(tx.generations().linksOf(VIDEO).inputs())
                    .hasSize(LinkedVideo.LINKS.inputs().size() - 1);
            assertThat(tx.invalidValues()).singleElement().satisfies(value -> {
                assertThat(value.table()).isEqualTo("generation_inputs");
                assertThat(value.rowId()).isEqualTo("g");
                assertThat(value.column()).isEqualTo("position");
            });
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "9007199254740993",
                "9223372036854775807",
                "-9223372036854775808",
                "9223372036854775808",
                "18446744073709551615"
            })
    void aSeedOfSixtyFourBitsIsStoredAndChanged(String digits) {
        Seed seed = Seed.of(digits);
        db.run(tx -> {
            tx.generations().insert(generation("inserted").seed(seed).build());
            tx.generations().insert(generation("updated").seed(Seed.of(7)).build());
            tx.generations().update(new GenerationId("updated"), SEED.set(GenerationField.SEED, seed));
        });
        for (String id : List.of("inserted", "updated")) {
            assertThat(db.found(tx -> tx.generations().find(new GenerationId(id)))
                            .flatMap(VideoGeneration::seed))
                    .contains(seed);
        }
        db.run(tx -> {
            tx.generations().update(new GenerationId("inserted"), SEED.set(GenerationField.SEED, Seed.of(8)));
            tx.generations().update(new GenerationId("updated"), SEED.clear(GenerationField.SEED));
        });
        assertThat(db.found(tx -> tx.generations().find(new GenerationId("inserted")))
                        .flatMap(VideoGeneration::seed))
                .contains(Seed.of(8));
        assertThat(db.found(tx -> tx.generations().find(new GenerationId("updated")))
                        .flatMap(VideoGeneration::seed))
                .isEmpty();
    }

    @Test
    void aSeedThatIsNotANumberIsReadAsEmptyAndNamed() {
        db.run(tx -> tx.generations().insert(generation("v").build()));
        execute("UPDATE veo3_video_generations SET seed_text = '1e30' WHERE id = 'v'");
        db.run(tx -> {
            assertThat(tx.generations()
                            .find(new GenerationId("v"))
                            .orElseThrow()
                            .seed())
                    .isEmpty();
            assertThat(tx.invalidValues())
                    .singleElement()
                    .satisfies(value -> assertThat(value.column()).isEqualTo("seed"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"25", "0/1", "fast", "25/0"})
    void aFrameRateThatIsNotAFractionIsReadAsEmptyAndNamed(String text) {
        db.run(tx -> tx.generations().insert(generation("v").build()));
        execute("UPDATE veo3_video_generations SET frame_rate = '" + text + "' WHERE id = 'v'");
        db.run(tx -> {
            assertThat(tx.generations()
                            .find(new GenerationId("v"))
                            .orElseThrow()
                            .frameRate())
                    .isEmpty();
            assertThat(tx.invalidValues()).singleElement().satisfies(value -> {
                assertThat(value.column()).isEqualTo("frame_rate");
                assertThat(value.reason()).contains("A frame rate is a fraction such as 25/1 or 24000/1001, not ");
            });
        });
    }
}
