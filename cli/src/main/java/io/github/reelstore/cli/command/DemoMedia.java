package io.github.reelstore.cli.command;

import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ContentHash;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** The sample media that are packaged with the program. */
enum DemoMedia {
    LIGHTHOUSE("lighthouse.png", "A lighthouse on a rocky shore at dusk"),
    /** A JPEG with the wrong extension, as some providers serve them. */
    HARBOUR("harbour.png", "Fishing boats in the harbour"),
    NARRATION_EN(
            "narration-en.mp3", "The lighthouse stands on the cliff. Every night, its light leads the boats home."),
    NARRATION_VI("narration-vi.wav", "Mỗi đêm, ngọn hải đăng đưa thuyền về bến."),
    LIGHTHOUSE_VIDEO("lighthouse.mp4", "The beam sweeps over the sea as night falls");

    private final String file;
    private final String text;

    DemoMedia(String file, String text) {
        this.file = file;
        this.text = text;
    }

    String file() {
        return file;
    }

    /** The spoken text or the prompt. */
    String text() {
        return text;
    }

    BlobSource source() {
        return new BlobSource(file, this::open);
    }

    /** The hash of the packaged file. */
    ContentHash hash() {
        try (InputStream stream = open()) {
            return hashOf(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ContentHash hashOf(InputStream stream) throws IOException {
        MessageDigest digest = ContentHash.newDigest();
        try (OutputStream hashing = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            stream.transferTo(hashing);
        }
        return ContentHash.of(digest);
    }

    private InputStream open() throws IOException {
        InputStream stream = DemoMedia.class.getResourceAsStream("/io/github/reelstore/cli/samples/" + file);
        if (stream == null) {
            throw new FileNotFoundException("The sample " + file + " is not packaged with the program.");
        }
        return stream;
    }
}
