package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.LanguageTag;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names of media files: of ASCII letters, digits, dots, dashes and underscores, since readers of OpenTimelineIO differ in what other
 * characters of a URL mean. A name has the scene where the file is used first, the language, and the start of the content's hash, so that
 * another take has another name, and the same take the same one.
 */
final class MediaNames {

    private static final int SCENE_LENGTH = 40;
    private static final int HASH_DIGITS = 12;

    private final Map<BlobKey, String> names = new HashMap<>();

    /** The name of a file. */
    String of(BlobKey key, Optional<ContentHash> hash, String scene, Optional<LanguageTag> language) {
        return names.computeIfAbsent(
                key,
                first -> safe(scene) + language.map(tag -> "-" + tag).orElse("") + "-"
                        + hash.orElseGet(() -> hashOf(key)).value().substring(0, HASH_DIGITS) + extension(key));
    }

    /** Files of other programs have no hash. */
    private static ContentHash hashOf(BlobKey key) {
        MessageDigest digest = ContentHash.newDigest();
        digest.update(key.value().getBytes(StandardCharsets.UTF_8));
        return ContentHash.of(digest);
    }

    private static String safe(String scene) {
        String ascii = Normalizer.normalize(scene, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace('đ', 'd')
                .replace('Đ', 'D')
                .replaceAll("[^A-Za-z0-9_]+", "-")
                .replaceAll("^-|-$", "");
        return ascii.isEmpty() ? "scene" : ascii.substring(0, Math.min(ascii.length(), SCENE_LENGTH));
    }

    private static String extension(BlobKey key) {
        List<String> segments = key.segments();
        String file = segments.get(segments.size() - 1);
        String end = file.substring(file.lastIndexOf('.') + 1);
        return file.contains(".") && end.matches("[A-Za-z0-9]{1,8}") ? "." + end : "";
    }
}
