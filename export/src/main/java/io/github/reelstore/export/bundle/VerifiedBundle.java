package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.model.VideoProject;
import java.util.Map;

/**
 * What a bundle holds, after all of it was checked.
 *
 * @param project the row of its project
 * @param rows the number of rows of each kind, by the name of their file
 * @param files the number of media files
 * @param payloadBytes the size of all rows and files in bytes
 * @param withResponses whether it has the values of providers that may hold signed URLs or tokens
 */
public record VerifiedBundle(
        VideoProject project, Map<String, Integer> rows, int files, long payloadBytes, boolean withResponses) {}
