package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.ProjectStoryboard;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.transfer.ExportedFile;
import io.github.reelstore.domain.transfer.ProjectSink;
import io.github.reelstore.export.internal.FileTree;
import io.github.reelstore.export.internal.ShutdownTask;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes a project as a bag (RFC 8493). Rows are kept in temporary files until all of them are read; files are passed on. */
final class BundleWriter implements ProjectSink, AutoCloseable {

    static final String VERSION = "1";
    static final String VERSION_LABEL = "Reelstore-Bundle-Version";
    static final String RESPONSES_LABEL = "Reelstore-Responses";
    static final String DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

    /** The components that may hold signed URLs or tokens; an error may quote the request that failed. */
    static final Set<String> RESPONSES = Set.of("rawResponse", "fifeUrl", "servingBaseUri", "videoUrl", "errorMessage");

    /** The files that are not media: those of the rows, and four that describe the bag. */
    private static final int OTHER_FILES = BundleTable.ALL.size() + 4;

    private final BundleOutput output;
    private final Path spool;
    private final ShutdownTask atShutdown;
    private final Set<String> omitted;
    private final boolean withResponses;
    private final BundleLimits limits;
    private final Clock clock;
    private final Map<BundleTable<?>, OutputStream> open = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Map<String, ContentHash> payload = new LinkedHashMap<>();
    private final List<BundledFile> files = new ArrayList<>();
    private final PayloadNames names = new PayloadNames();
    private Optional<VideoProject> project = Optional.empty();
    private long payloadBytes;
    private long ids;

    /**
     * @param spool a folder for temporary files, which this deletes
     */
    BundleWriter(BundleOutput output, Path spool, BundleOptions options, BundleLimits limits, Clock clock) {
        this.output = output;
        this.spool = spool;
        this.atShutdown = ShutdownTask.deleting(spool);
        this.withResponses = options.withResponses();
        this.omitted = withResponses ? Set.of() : RESPONSES;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public void begin(VideoProject row) throws IOException {
        closeRows();
        counts.clear();
        ids = 0;
        for (BundleTable<?> table : BundleTable.ALL) {
            open.put(table, new BufferedOutputStream(Files.newOutputStream(spooled(table)), 1 << 16));
            counts.put(table.name(), 0);
        }
        project = Optional.of(row);
        write(BundleTable.PROJECT, List.of(row));
    }

    private Path spooled(BundleTable<?> table) {
        return spool.resolve(table.name() + ".jsonl");
    }

    private <R extends Record> void write(BundleTable<R> table, List<R> rows) throws IOException {
        OutputStream out = open.get(table);
        if (out == null) {
            throw new IllegalStateException("rows follow the project");
        }
        for (R row : rows) {
            byte[] line = table.codec().encode(row, omitted);
            if (line.length > RowCodec.MAX_LINE) {
                throw new StorageException.Unsupported(
                        table.name(),
                        "A row in " + table.name() + " takes more than " + (RowCodec.MAX_LINE >> 20)
                                + " MiB as JSON, which no bundle holds; shorten it first.");
            }
            out.write(line);
            out.write('\n');
        }
        counts.merge(table.name(), rows.size(), Integer::sum);
    }

    @Override
    public void videos(List<VideoGeneration> videos, GenerationLinks links) throws IOException {
        write(BundleTable.VIDEOS, videos);
        videos.forEach(row -> ids += BundleLimits.kept(row.id().value()));
        write(BundleTable.INPUTS, links.inputs());
        write(BundleTable.TRACKS, links.audioTracks());
    }

    @Override
    public void images(List<ImageGeneration> images) throws IOException {
        write(BundleTable.IMAGES, images);
        images.forEach(row -> ids += BundleLimits.kept(row.id().value()));
    }

    @Override
    public void audio(List<AudioGeneration> audio) throws IOException {
        write(BundleTable.AUDIO, audio);
        audio.forEach(row -> ids += BundleLimits.kept(row.id().value()));
    }

    @Override
    public void storyboard(ProjectStoryboard storyboard) throws IOException {
        write(BundleTable.SCENES, storyboard.scenes());
        write(BundleTable.LINES, storyboard.lines());
        write(BundleTable.SETTINGS, storyboard.settings());
        write(BundleTable.SELECTIONS, storyboard.selections());
        write(BundleTable.REJECTED, storyboard.rejected());
    }

    @Override
    public void endOfRows(int count) throws IOException {
        requireReadable(count);
        add("bagit.txt", DECLARATION);
        for (BundleTable<?> table : BundleTable.ALL) {
            if (!table.equals(BundleTable.FILES)) {
                addRows(table);
            }
        }
    }

    /** Refuses a project whose bundle no import would accept. */
    private void requireReadable(int media) throws IOException {
        long rows = media + counts.values().stream().mapToLong(count -> count).sum();
        long kept = ids;
        for (Map.Entry<BundleTable<?>, OutputStream> table : open.entrySet()) {
            if (BundleTable.KEPT.contains(table.getKey())) {
                table.getValue().flush();
                kept += Files.size(spooled(table.getKey()));
            }
        }
        if (media + OTHER_FILES > limits.files() || rows > limits.rows() || kept > limits.kept()) {
            throw new StorageException.Unsupported(
                    "project",
                    "The project is too large for a bundle, which has at most " + limits.files() + " files, "
                            + limits.rows() + " rows and " + (limits.kept() >> 20)
                            + " MiB of storyboard, links and ids; \"reelstore copy\" moves whole stores of any size.");
        }
    }

    private void addRows(BundleTable<?> table) throws IOException {
        OutputStream out = open.remove(table);
        if (out != null) {
            out.close();
        }
        try (InputStream rows = Files.newInputStream(spooled(table))) {
            addPayload(table.path(), rows, Files.size(spooled(table)));
        }
    }

    @Override
    public StoredBlob file(ExportedFile file, BlobContent content) throws IOException {
        String path = names.nameOf(file.key());
        long before = payloadBytes;
        ContentHash hash = addPayload(path, content.stream(), content.totalSize());
        long size = payloadBytes - before;
        files.add(new BundledFile(file.key(), path, hash, size));
        return new StoredBlob(file.key(), Optional.of(hash), Optional.of(size));
    }

    private ContentHash addPayload(String path, InputStream content, long size) throws IOException {
        CountedDigest counted = new CountedDigest(content);
        output.add(path, counted, size);
        payloadBytes += counted.count;
        ContentHash hash = counted.hash();
        payload.put(path, hash);
        return hash;
    }

    /** Counts and hashes what is read through it. */
    private static final class CountedDigest extends DigestInputStream {

        private long count;

        CountedDigest(InputStream in) {
            super(in, ContentHash.newDigest());
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(read, 0);
            return read;
        }

        ContentHash hash() {
            return ContentHash.of(getMessageDigest());
        }
    }

    private void add(String path, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        output.add(path, new ByteArrayInputStream(bytes), bytes.length);
    }

    /** Writes what describes the bag, and makes it appear. */
    void finish() throws IOException {
        write(BundleTable.FILES, files);
        addRows(BundleTable.FILES);
        String info = info();
        // the lines of the manifest are as many as the files, so they are not kept in memory as a whole
        Path manifest = spool.resolve("manifest");
        MessageDigest digest = ContentHash.newDigest();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(manifest))) {
            for (Map.Entry<String, ContentHash> entry : payload.entrySet()) {
                byte[] line = line(entry.getValue(), entry.getKey()).getBytes(StandardCharsets.UTF_8);
                digest.update(line);
                out.write(line);
            }
        }
        try (InputStream lines = Files.newInputStream(manifest)) {
            output.add("manifest-sha256.txt", lines, Files.size(manifest));
        }
        add("bag-info.txt", info);
        add(
                "tagmanifest-sha256.txt",
                line(hashOf(info), "bag-info.txt")
                        + line(hashOf(DECLARATION), "bagit.txt")
                        + line(ContentHash.of(digest), "manifest-sha256.txt"));
        output.finish();
    }

    private static ContentHash hashOf(String text) {
        MessageDigest digest = ContentHash.newDigest();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return ContentHash.of(digest);
    }

    private static String line(ContentHash hash, String path) {
        return hash + "  " + path + "\n";
    }

    private String info() {
        VideoProject row = project.orElseThrow();
        StringBuilder info = new StringBuilder();
        label(info, "Bag-Software-Agent", "Reelstore");
        label(info, "Bagging-Date", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        label(info, "External-Identifier", row.id());
        label(info, "External-Description", row.title());
        label(info, "Bag-Size", size(payloadBytes));
        label(info, "Payload-Oxum", payloadBytes + "." + payload.size());
        label(
                info,
                "Internal-Sender-Description",
                "A video project of Reelstore. data/rows has its rows as JSON Lines, data/media its files;"
                        + " data/rows/files.jsonl says which file belongs to which key.");
        label(info, VERSION_LABEL, VERSION);
        label(info, "Reelstore-Profile", row.profileId());
        label(info, "Reelstore-Project-Status", row.status());
        row.defaultLanguage().ifPresent(language -> label(info, "Reelstore-Language", language));
        counts.forEach((name, count) -> label(info, "Reelstore-Rows", name + " " + count));
        label(info, RESPONSES_LABEL, withResponses ? "included" : "left out");
        return info.toString();
    }

    private static void label(StringBuilder info, String label, Object value) {
        info.append(label)
                .append(": ")
                .append(value.toString()
                        .replaceAll("\\p{Cntrl}+|[\\u0085\\u2028\\u2029]", " ")
                        .strip())
                .append('\n');
    }

    private static String size(long bytes) {
        double value = bytes;
        for (String unit : List.of("B", "KB", "MB", "GB")) {
            if (value < 1_000) {
                return (unit.equals("B") ? "" + bytes : String.format(Locale.ROOT, "%.1f", value)) + " " + unit;
            }
            value /= 1_000;
        }
        return String.format(Locale.ROOT, "%.1f TB", value);
    }

    Map<String, Integer> counts() {
        return counts;
    }

    long payloadBytes() {
        return payloadBytes;
    }

    private void closeRows() {
        for (OutputStream out : open.values()) {
            try {
                out.close();
            } catch (IOException e) {
                // it is deleted anyway
            }
        }
        open.clear();
    }

    @Override
    public void close() {
        closeRows();
        FileTree.deleteQuietly(spool);
        atShutdown.forget();
    }
}
