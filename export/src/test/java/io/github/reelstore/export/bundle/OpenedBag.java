package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.transfer.TransferProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The files of a bundle, to change them and write them again. */
final class OpenedBag {

    private final Map<String, byte[]> files = new TreeMap<>();

    /** The bundle of a small project. */
    static OpenedBag sample(Path folder) {
        SampleStore store = SampleStore.inMemory();
        SampleProject.store(store);
        Path bundle = folder.resolve("sample");
        store.bundles().exportTo(bundle, SampleProject.ID, BundleOptions.DEFAULT, TransferProgress.NONE);
        return of(bundle);
    }

    static OpenedBag of(Path bundle) {
        OpenedBag bag = new OpenedBag();
        try (Stream<Path> walked = Files.walk(bundle)) {
            for (Path file : walked.filter(Files::isRegularFile).toList()) {
                bag.files.put(bundle.relativize(file).toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bag;
    }

    Map<String, byte[]> files() {
        return files;
    }

    String text(String path) {
        return new String(files.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
    }

    OpenedBag put(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    OpenedBag replace(String path, String from, String to) {
        String text = text(path);
        if (!text.contains(from)) {
            throw new IllegalArgumentException(path + " has no " + from + ": " + text);
        }
        return put(path, text.replace(from, to));
    }

    /** Makes the manifests and the Payload-Oxum match the files, so that only what was changed is wrong. */
    OpenedBag sealed() {
        long bytes = 0;
        long count = 0;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (file.getKey().startsWith("data/")) {
                bytes += file.getValue().length;
                count++;
            }
        }
        put("manifest-sha256.txt", manifest("data/", ""));
        put(
                "bag-info.txt",
                text("bag-info.txt").replaceAll("Payload-Oxum: .*", "Payload-Oxum: " + bytes + "." + count));
        return sealedTags();
    }

    OpenedBag sealedTags() {
        files.remove("tagmanifest-sha256.txt");
        return put("tagmanifest-sha256.txt", manifest("", "data/"));
    }

    private String manifest(String prefix, String not) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().startsWith(prefix)
                        && (not.isEmpty() || !file.getKey().startsWith(not)))
                .map(file -> hash(file.getValue()) + "  " + file.getKey() + "\n")
                .collect(Collectors.joining());
    }

    private static ContentHash hash(byte[] bytes) {
        MessageDigest digest = ContentHash.newDigest();
        digest.update(bytes);
        return ContentHash.of(digest);
    }

    byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    void writeTo(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Path parent = target.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.write(target, file.getValue());
        }
    }
}
