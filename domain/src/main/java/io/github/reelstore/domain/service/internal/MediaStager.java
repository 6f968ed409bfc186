package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.media.StagedMedia;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Stages media files: detects the format, streams the bytes to the blob store, and reads the metadata. */
public final class MediaStager {

    private final BlobStore blobs;
    private final MetadataReader metadata;

    MediaStager(BlobStore blobs, MetadataReader metadata) {
        this.blobs = blobs;
        this.metadata = metadata;
    }

    /** See {@code MediaService.stage}. */
    public StagedMedia stage(MediaKind expected, BlobSource source, Optional<AudioEncoding> declared) {
        Optional<StagedBlob> staged = Optional.empty();
        try {
            Optional<AudioEncoding> headless;
            byte[] head;
            // closed before the metadata is read; if that fails, the staged bytes are incomplete
            try (InputStream stream = source.stream().open()) {
                head = stream.readNBytes(MediaFormat.HEAD_BYTES);
                headless = declared.filter(encoding -> isHeadless(encoding, expected, head));
                if (headless.isEmpty()) {
                    requireFormat(expected, source.name(), head);
                }
                InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), stream);
                staged = Optional.of(blobs.stage(new BlobSource(source.name(), () -> whole)));
            }
            StagedBlob blob = staged.get();
            MediaMetadata found = headless.isPresent()
                    ? headless.get().metadataOf(blob.size())
                    : read(head, bytesOf(source.name(), blob), expected);
            if (found.format().kind() != expected) {
                throw notOfKind(expected, source.name(), found.format().noun(), false);
            }
            return new StagedMedia(blob, found, DeclaredTypeCheck.mismatches(source, declared, found));
        } catch (IOException e) {
            staged.ifPresent(StagedBlob::close);
            throw StorageException.Unavailable.lasting(
                            source.name(),
                            "Cannot read " + Messages.quoted(source.name()) + ": " + e.getMessage() + ".",
                            e)
                    .ofSource();
        } catch (Throwable e) {
            staged.ifPresent(StagedBlob::close);
            throw e;
        }
    }

    private static boolean isHeadless(AudioEncoding declared, MediaKind expected, byte[] head) {
        return declared.headless().filter(format -> format.kind() == expected).isPresent()
                && head.length > 0
                && MediaFormat.mayBeHeadless(head);
    }

    private MediaMetadata read(byte[] head, MediaBytes file, MediaKind expected) throws IOException {
        MediaFormat format = BlobReader.detect(head, file).orElseThrow();
        return metadata.read(file, format, expected);
    }

    private static MediaBytes bytesOf(String name, StagedBlob blob) {
        return new MediaBytes(name, blob.size(), offset -> blob.open(ByteRange.from(offset)).stream());
    }

    private static void requireFormat(MediaKind expected, String name, byte[] head) {
        if (head.length == 0) {
            throw new StorageException.InvalidInput("file", Messages.quoted(name) + " is empty.");
        }
        Optional<MediaFormat> format = MediaFormat.detect(head);
        if (format.isEmpty() || !format.get().mayBe(expected)) {
            throw notOfKind(
                    expected,
                    name,
                    MediaFormat.describe(head),
                    expected == MediaKind.AUDIO && MediaFormat.mayBeHeadless(head));
        }
    }

    private static StorageException.InvalidInput notOfKind(
            MediaKind expected, String name, String found, boolean mayBeHeadless) {
        return new StorageException.InvalidInput(
                "file",
                Messages.quoted(name) + " is " + found + "; " + expected.noun() + " must have one of these formats: "
                        + formatsOf(expected) + "."
                        + (mayBeHeadless
                                ? " For headerless audio, specify the format that was requested (--format), such as pcm_24000 or ulaw_8000."
                                : ""));
    }

    private static String formatsOf(MediaKind kind) {
        return Arrays.stream(MediaFormat.values())
                .filter(format -> format.kind() == kind && !format.isHeadless())
                .map(MediaFormat::extension)
                .collect(Collectors.joining(", "));
    }
}
