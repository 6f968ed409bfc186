package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.media.ContentHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that describe a bag, checked against those that it has.
 *
 * @param payload the hash of each payload file, by its path
 * @param payloadBytes the size of all of them
 * @param withResponses whether the bundle has the values that may hold signed URLs or tokens
 */
record BagFiles(Map<String, ContentHash> payload, long payloadBytes, boolean withResponses) {

    static final String DECLARATION = "bagit.txt";
    private static final String INFO = "bag-info.txt";
    private static final String MANIFEST = "manifest-sha256.txt";
    private static final String TAG_MANIFEST = "tagmanifest-sha256.txt";
    private static final Set<String> TAG_FILES = Set.of(DECLARATION, INFO, MANIFEST, TAG_MANIFEST);

    private static final int MAX_INFO = 1 << 20;
    private static final int MAX_LINE = 2_000;
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})[ \\t]+(?:\\*|\\./)?(\\S.*)");
    private static final Pattern LABEL = Pattern.compile("([^:]+):[ \\t]*(.*)");

    static BagFiles of(BundleInput input) throws IOException {
        requireTagFiles(input);
        if (!text(input, DECLARATION).replace("\r\n", "\n").strip().equals(BundleWriter.DECLARATION.strip())) {
            throw Bundles.refused("its bagit.txt is not that of a BagIt 1.0 bag in UTF-8");
        }
        Map<String, String> info = info(text(input, INFO));
        if (!BundleWriter.VERSION.equals(info.get(BundleWriter.VERSION_LABEL))) {
            throw Bundles.refused("its bag-info.txt does not say \"" + BundleWriter.VERSION_LABEL + ": "
                    + BundleWriter.VERSION + "\", so that it is not a bundle of this version of Reelstore");
        }
        requireTagManifest(input);
        Map<String, ContentHash> payload = manifest(input, MANIFEST, new LinkedHashMap<>());
        long bytes = 0;
        long count = 0;
        for (Map.Entry<String, Long> file : input.files().entrySet()) {
            if (file.getKey().startsWith("data/")) {
                bytes += file.getValue();
                count++;
                if (!payload.containsKey(file.getKey())) {
                    throw Bundles.refused("its manifest lacks " + FileNames.printable(file.getKey()));
                }
            }
        }
        requireAll(input, payload);
        String oxum = bytes + "." + count;
        if (!oxum.equals(info.get("Payload-Oxum"))) {
            throw Bundles.refused("its Payload-Oxum is not " + oxum);
        }
        return new BagFiles(payload, bytes, "included".equals(info.get(BundleWriter.RESPONSES_LABEL)));
    }

    private static void requireTagFiles(BundleInput input) {
        TAG_FILES.stream()
                .filter(file -> !input.files().containsKey(file))
                .sorted()
                .findFirst()
                .ifPresent(file -> {
                    throw Bundles.refused("it lacks " + file);
                });
        input.files().keySet().stream()
                .filter(path -> !path.startsWith("data/") && !TAG_FILES.contains(path))
                .findFirst()
                .ifPresent(path -> {
                    throw Bundles.refused("it has a file that no bundle has, " + FileNames.printable(path));
                });
    }

    private static void requireTagManifest(BundleInput input) throws IOException {
        Map<String, ContentHash> tags = manifest(input, TAG_MANIFEST, new LinkedHashMap<>());
        for (String file : TAG_FILES) {
            if (!file.equals(TAG_MANIFEST)) {
                ContentHash expected = tags.remove(file);
                if (expected == null || !expected.equals(hash(input, file))) {
                    throw Bundles.refused(file + " does not match its hash in the tag manifest");
                }
            }
        }
        requireAll(input, tags);
    }

    private static void requireAll(BundleInput input, Map<String, ContentHash> listed) {
        for (String path : listed.keySet()) {
            if (!input.files().containsKey(path)) {
                throw Bundles.refused("it lacks " + FileNames.printable(path) + ", which its manifest lists");
            }
        }
    }

    private static ContentHash hash(BundleInput input, String path) throws IOException {
        MessageDigest digest = ContentHash.newDigest();
        try (InputStream in = new DigestInputStream(input.open(path), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return ContentHash.of(digest);
    }

    private static String text(BundleInput input, String path) throws IOException {
        try (InputStream in = input.open(path)) {
            byte[] bytes = in.readNBytes(MAX_INFO + 1);
            if (bytes.length > MAX_INFO) {
                throw Bundles.refused(path + " is longer than a MiB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Bundles.refused(path + " is not UTF-8");
        }
    }

    /** The first value of each label. */
    private static Map<String, String> info(String text) {
        Map<String, String> info = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            Matcher label = LABEL.matcher(line);
            if (label.matches()) {
                info.putIfAbsent(label.group(1), label.group(2).strip());
            }
        });
        return info;
    }

    private static Map<String, ContentHash> manifest(BundleInput input, String path, Map<String, ContentHash> entries)
            throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(input.open(path), StandardCharsets.UTF_8.newDecoder()))) {
            for (String line = line(reader, path); !line.isEmpty(); line = line(reader, path)) {
                Matcher parts = LINE.matcher(line);
                if (!parts.matches()) {
                    throw Bundles.refused(path + " has a line that is not one of a manifest");
                }
                String listed = parts.group(2);
                if (!PayloadNames.isPath(listed) || listed.startsWith("data/") != path.equals(MANIFEST)) {
                    throw Bundles.refused(path + " lists a name that no bundle has, " + FileNames.printable(listed));
                }
                if (entries.put(listed, new ContentHash(parts.group(1))) != null) {
                    throw Bundles.refused(path + " lists " + FileNames.printable(listed) + " twice");
                }
                if (entries.size() > input.files().size()) {
                    throw Bundles.refused(path + " lists more files than there are");
                }
            }
        } catch (CharacterCodingException e) {
            throw Bundles.refused(path + " is not UTF-8");
        }
        return entries;
    }

    /** A line without its end; empty at the end of the file. */
    private static String line(Reader reader, String path) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0 && c != '\n'; c = reader.read()) {
            line.append((char) c);
            if (line.length() > MAX_LINE) {
                throw Bundles.refused(path + " has a line that is too long");
            }
        }
        return line.length() > 0 && line.charAt(line.length() - 1) == '\r'
                ? line.substring(0, line.length() - 1)
                : line.toString();
    }
}
