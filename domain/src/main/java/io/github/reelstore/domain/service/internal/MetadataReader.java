package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.domain.port.media.MediaProbe;
import java.util.Optional;

/** Reads the metadata of staged and stored files with a probe. */
public final class MetadataReader {

    private final MediaProbe probe;
    private final BlobReader blobs;

    MetadataReader(MediaProbe probe, BlobReader blobs) {
        this.probe = probe;
        this.blobs = blobs;
    }

    /**
     * Reads the metadata of a file. A video without a video track stays a video: the provider sent it as one, and it
     * may be damaged.
     *
     * @param format the format that was detected from the first bytes
     * @param kind the kind that the file is stored as
     */
    MediaMetadata read(MediaBytes file, MediaFormat format, MediaKind kind) {
        MediaMetadata metadata = probe.probe(file, format);
        return metadata.format() != format && format.kind() == kind
                ? metadata.as(format).with("It holds sound and no pictures.")
                : metadata;
    }

    /**
     * Reads the metadata of a stored file.
     *
     * @param format the format that was detected from the first bytes
     * @param kind the kind that the file is stored as
     * @param declared the declared format of a headerless file
     * @throws StorageException.NotFound if the file does not exist
     */
    public MediaMetadata read(BlobKey key, MediaFormat format, MediaKind kind, Optional<AudioEncoding> declared) {
        MediaBytes bytes = blobs.bytesOf(key);
        if (format.isHeadless()) {
            return declared.map(encoding -> encoding.metadataOf(bytes.size()))
                    .orElseGet(() -> MediaMetadata.of(format).with("Nothing says what its sample rate is."));
        }
        MediaMetadata metadata = read(bytes, format, kind);
        // if the tracks could not be read this time, keep the format that it was stored as
        return MediaFormat.ofName(key.value())
                .filter(stored -> metadata.format().kind() != kind && stored.kind() == kind)
                .map(metadata::as)
                .orElse(metadata);
    }
}
