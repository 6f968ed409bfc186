package io.github.reelstore.export.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.transfer.TransferProgress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged and hostile bundles are refused by one sentence, before anything is written. */
class HostileBundleIT {

    private static final String IMAGE = "data/media/images/lamp.png";
    private static final String VIDEOS = "data/rows/videos.jsonl";

    @TempDir
    private Path folder;

    private OpenedBag bag = new OpenedBag();

    @BeforeEach
    void export() {
        bag = OpenedBag.sample(folder);
    }

    private void assertRefused(String why) throws IOException {
        assertRefused(bag.zip(), why);
    }

    private void assertRefused(byte[] zip, String why) throws IOException {
        Path file = folder.resolve("hostile.zip");
        Files.write(file, zip);
        assertRefused(file, why);
    }

    private static void assertRefused(Path bundle, String why) {
        SampleStore store = SampleStore.inMemory();
        assertThatThrownBy(() -> store.imported(bundle))
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessageContaining(why)
                .hasMessageEndingWith("Export the project once more.")
                .hasMessageNotContaining(".. Export")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> Bundles.verify(bundle, TransferProgress.NONE))
                .isInstanceOf(StorageException.InvalidInput.class);
        assertEmpty(store);
    }

    private static void assertEmpty(SampleStore store) {
        assertThat(store.transactions()
                        .<Long, RuntimeException>readOnly(
                                store.profile(), tx -> tx.maintenance().rows(1)))
                .isZero();
        try (Stream<?> files = store.blobs().list(new BlobPrefix(""))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void theBundleThatTheOthersAreMadeFromIsAccepted() throws IOException {
        Path file = folder.resolve("good.zip");
        Files.write(file, bag.sealed().zip());
        assertThat(SampleStore.inMemory().imported(file).imported().added()).isEqualTo(4);
    }

    @Test
    void aChangedByteIsFound() throws IOException {
        byte[] image = bag.files().getOrDefault(IMAGE, new byte[1]).clone();
        image[image.length - 1] ^= 1;
        bag.files().put(IMAGE, image);
        assertRefused(IMAGE + " does not match its hash");
    }

    @Test
    void aMissingFileIsFound() throws IOException {
        bag.files().remove(IMAGE);
        assertRefused("it lacks \"" + IMAGE + "\"");
    }

    @Test
    void aFileThatTheManifestDoesNotListIsRefused() throws IOException {
        bag.put("data/media/images/more.png", "more");
        assertRefused("its manifest lacks \"data/media/images/more.png\"");
    }

    @Test
    void aFileThatNoRowRefersToIsRefused() throws IOException {
        bag.put("data/media/images/more.png", "more").sealed();
        assertRefused("it has a file that no row refers to, \"data/media/images/more.png\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/rows/jobs.jsonl", "data/stuff/evil.bin", "data/evil.bin"})
    void aPayloadFileThatNoBundleHasIsRefused(String name) throws IOException {
        bag.put(name, "{}").sealed();
        assertRefused("it has a file that no row refers to, \"" + name + "\"");
    }

    @Test
    void aTagFileThatNoBundleHasIsRefused() throws IOException {
        bag.put("fetch.txt", "http://localhost/ 1 data/x\n").sealedTags();
        assertRefused("\"fetch.txt\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.png", "data/../../evil.png", "/evil.png", "data/./x.png", "data\\evil.png", "C:evil.png",
                "data/a%2e.png", "data/.hidden", "data/caf\u00e9.png", "data//x.png", "data/a b.png", "data/x\n.png"
            })
    void namesThatNoBundleHasAreRefused(String name) throws IOException {
        bag.put(name, "x").sealed();
        assertRefused("a name that no bundle has");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.png", "/evil.png", "data/../../evil.png"})
    void namesInTheManifestAreChecked(String name) throws IOException {
        bag.put("manifest-sha256.txt", bag.text("manifest-sha256.txt") + "0".repeat(64) + "  " + name + "\n")
                .sealedTags();
        assertRefused("lists a name that no bundle has");
    }

    @Test
    void twoEntriesOfOneNameAreRefused() throws IOException {
        bag.put("data/media/images/lamq.png", "x");
        byte[] zip = bag.zip();
        assertRefused(replaced(zip, "lamq.png", "lamp.png"), "two files of the name");
    }

    @Test
    void namesThatDifferInCaseOnlyAreRefused() throws IOException {
        bag.put(IMAGE.toUpperCase(Locale.ROOT).replace("DATA/", "data/"), "x").sealed();
        assertRefused("two files of the name");
    }

    private static byte[] replaced(byte[] bytes, String from, String to) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aLinkInAFolderIsRefused() throws IOException {
        Path bundle = folder.resolve("linked");
        bag.writeTo(bundle);
        Path image = bundle.resolve(IMAGE);
        Files.move(image, folder.resolve("outside.png"));
        Files.createSymbolicLink(image, folder.resolve("outside.png"));
        assertRefused(bundle, "it has a link");
    }

    @Test
    void aLinkInAnArchiveIsRefused() throws IOException {
        Path file = folder.resolve("linked.zip");
        SampleStore store = SampleStore.inMemory();
        SampleProject.store(store);
        store.bundles().exportTo(file, SampleProject.ID, BundleOptions.DEFAULT, TransferProgress.NONE);
        ByteBuffer zip = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(directory(zip) + 38, 0120777 << 16);
        assertRefused(zip.array(), "it has a link");
    }

    /** Where the directory begins. */
    private static int directory(ByteBuffer zip) {
        return zip.getInt(zip.capacity() - 6);
    }

    @Test
    void aBombIsRefusedBeforeItIsUnpacked() throws IOException {
        bag.files().put("data/media/images/bomb.png", new byte[4 << 20]);
        assertRefused(bag.sealed().zip(), "times as large as it is in the archive");
    }

    @Test
    void aBombOfManySmallFilesIsRefused() throws IOException {
        for (int i = 0; i < 8; i++) {
            bag.files().put("data/media/images/bomb" + i + ".png", new byte[1 << 20]);
        }
        assertRefused(bag.sealed().zip(), "its files become more than 200 times as large as they are in the archive");
    }

    @Test
    void anAbsurdNumberOfFilesIsRefused() throws IOException {
        ByteBuffer zip = ByteBuffer.wrap(withZip64End(bag.zip(), 1L << 40)).order(ByteOrder.LITTLE_ENDIAN);
        assertRefused(zip.array(), "it has more than 1000000 files");
    }

    @Test
    void aDirectoryThatPromisesMoreThanThereIsIsRefused() throws IOException {
        byte[] zip = bag.zip();
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putShort(zip.length - 12, (short) 60_000);
        assertRefused(zip, "the directory of its archive is damaged");
    }

    private static byte[] withZip64End(byte[] zip, long count) {
        ByteBuffer more = ByteBuffer.allocate(zip.length + 76).order(ByteOrder.LITTLE_ENDIAN);
        int end = zip.length - 22;
        more.put(zip, 0, end)
                .putInt(0x06064b50)
                .putLong(44)
                .putInt(0)
                .putLong(0)
                .putLong(count)
                .putLong(count)
                .putLong(0)
                .putLong(0)
                .putInt(0x07064b50)
                .putInt(0)
                .putLong(end)
                .putInt(1)
                .put(zip, end, 22);
        more.putShort(more.capacity() - 12, (short) -1);
        return more.array();
    }

    @Test
    void entriesThatOverlapAreRefused() throws IOException {
        byte[] zip = bag.zip();
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int entry = directory(bytes);
        bytes.putInt(entry + 20, zip.length).putInt(entry + 24, zip.length);
        assertRefused(zip, "entries of its archive overlap");
    }

    @Test
    void rowsThatWouldNotFitIntoMemoryAreRefused() throws IOException {
        BundleLimits all = BundleLimits.DEFAULT;
        assertRefused(
                new BundleLimits(all.files(), all.bytes(), all.rows(), 500, all.ratio()),
                "its storyboard, the links of its videos and the ids of its rows have more than 0 MiB");
        assertRefused(
                new BundleLimits(all.files(), all.bytes(), 3, all.kept(), all.ratio()), "it has more than 3 rows");
        assertRefused(
                new BundleLimits(all.files(), 1_000, all.rows(), all.kept(), all.ratio()),
                "its files have more than 1000 bytes");
    }

    private void assertRefused(BundleLimits limits, String why) throws IOException {
        Path file = folder.resolve("large.zip");
        Files.write(file, bag.sealed().zip());
        SampleStore store = SampleStore.inMemory();
        assertThatThrownBy(() -> new Bundles(store::transfers, limits, SampleStore.CLOCK)
                        .importFrom(file, TransferProgress.NONE, TransferProgress.NONE))
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessageContaining(why);
        assertEmpty(store);
    }

    @Test
    void anArchiveWithoutItsEndIsRefused() throws IOException {
        byte[] zip = bag.zip();
        assertRefused(Arrays.copyOf(zip, zip.length - 30), "its end is missing");
    }

    @Test
    void somethingElseIsRefused() throws IOException {
        assertRefused("not an archive".getBytes(StandardCharsets.UTF_8), "neither a folder nor a zip file");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertNoBundle(empty);
        Files.writeString(empty.resolve("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
        assertRefused(empty, "it lacks bag-info.txt.");
    }

    private static void assertNoBundle(Path folder) {
        assertThatThrownBy(() -> Bundles.verify(folder, TransferProgress.NONE))
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessage(
                        "This is no bundle: it has no bagit.txt, so name the folder or zip file that was exported.");
    }

    /** Its files are not looked at: a home folder may have a million. */
    @Test
    void aFolderThatIsNoBagIsNamedAsSuchWhateverIsInIt() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(home.resolve(".git"));
        Files.writeString(home.resolve("a b?.txt"), "x");
        Files.createSymbolicLink(home.resolve("link"), folder);
        assertNoBundle(home);
        byte[] zip = new OpenedBag().put("other/.git", "x").zip();
        Path archive = folder.resolve("other.zip");
        Files.write(archive, zip);
        assertNoBundle(archive);
    }

    @Test
    void theFolderThatABundleWasUnpackedIntoIsAccepted() throws IOException {
        Path parent = Files.createDirectory(folder.resolve("unpacked"));
        bag.sealed().writeTo(parent.resolve("project-dusk"));
        assertThat(SampleStore.inMemory().imported(parent).imported().added()).isEqualTo(4);
        Files.createDirectory(parent.resolve("another"));
        assertNoBundle(parent);
    }

    @Test
    void whatCanBeReadOnlyOnceIsRefused() {
        assertThatThrownBy(() -> Bundles.verify(Path.of("/dev/null"), TransferProgress.NONE))
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessageContaining("save it to a file first");
    }

    @Test
    void aWrongPayloadOxumIsRefused() throws IOException {
        bag.put("bag-info.txt", bag.text("bag-info.txt").replaceAll("Payload-Oxum: .*", "Payload-Oxum: 1.1"))
                .sealedTags();
        assertRefused("its Payload-Oxum is not");
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        bag.replace("bag-info.txt", "Reelstore-Bundle-Version: 1", "Reelstore-Bundle-Version: 2")
                .sealedTags();
        assertRefused("not a bundle of this version");
    }

    @Test
    void aChangedTagFileIsFound() throws IOException {
        bag.put("bag-info.txt", bag.text("bag-info.txt") + "Contact-Name: x\n");
        assertRefused("bag-info.txt does not match its hash");
    }

    @Test
    void aLineOfTheManifestTwiceIsRefused() throws IOException {
        String manifest = bag.text("manifest-sha256.txt");
        bag.put("manifest-sha256.txt", manifest + manifest.lines().findFirst().orElseThrow() + "\n")
                .sealedTags();
        assertRefused("twice");
    }

    @Test
    void aMemberThatNoRowHasIsRefused() throws IOException {
        bag.replace(VIDEOS, "{\"id\"", "{\"shell\":\"rm\",\"id\"").sealed();
        assertRefused("line 1 of " + VIDEOS + " is not valid: it has an unknown member \"shell\"");
    }

    @Test
    void aTimeThatNoDatabaseHoldsIsRefused() throws IOException {
        bag.put(
                        "data/rows/lines.jsonl",
                        bag.text("data/rows/lines.jsonl")
                                .replaceAll("\"updatedAt\":\"[^\"]*", "\"updatedAt\":\"+12345-01-01T00:00:00Z"))
                .sealed();
        assertRefused("9999: +12345-01-01T00:00:00Z. Export");
    }

    @Test
    void aMemberTwiceIsRefused() throws IOException {
        bag.replace(VIDEOS, "{\"id\"", "{\"id\":\"a\",\"id\"").sealed();
        assertRefused("it is not valid JSON");
    }

    @Test
    void aRowTwiceIsRefused() throws IOException {
        bag.put(VIDEOS, bag.text(VIDEOS) + bag.text(VIDEOS)).sealed();
        assertRefused("it has the generation \"lamp-turns-on\" twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines", "selections", "rejected-takes", "generation-inputs", "audio-tracks"})
    void twoRowsForTheSameAreRefused(String table) throws IOException {
        String path = "data/rows/" + table + ".jsonl";
        bag.put(path, bag.text(path).repeat(2)).sealed();
        assertRefused("it has two " + table.replace('-', ' ') + " for the same");
    }

    @Test
    void twoProjectsAreRefused() throws IOException {
        bag.put("data/rows/project.jsonl", bag.text("data/rows/project.jsonl").repeat(2))
                .sealed();
        assertRefused("it has 2 projects, not one");
    }

    @Test
    void aKeyThatLeavesTheStoreIsRefused() throws IOException {
        bag.replace(VIDEOS, SampleProject.VIDEO.value(), "../../etc/passwd").sealed();
        assertRefused("line 1 of " + VIDEOS);
    }

    @Test
    void aRowWhoseFileIsMissingIsRefused() throws IOException {
        bag.replace(VIDEOS, SampleProject.VIDEO.value(), "projects/dusk/videos/gone.mp4")
                .sealed();
        assertRefused("it lacks the file projects/dusk/videos/gone.mp4");
    }

    @Test
    void anotherHashInTheRowIsRefused() throws IOException {
        bag.put(VIDEOS, bag.text(VIDEOS).replaceAll("\"contentHash\":\"..", "\"contentHash\":\"ff"))
                .sealed();
        assertRefused("does not match the hash in its row");
    }

    @Test
    void aRowOfTheStoryboardOfAnotherProjectIsRefused() throws IOException {
        bag.replace("data/rows/scenes.jsonl", "\"projectId\":\"dusk\"", "\"projectId\":\"dawn\"")
                .sealed();
        assertRefused("belongs to another project, \"dawn\"");
    }
}
