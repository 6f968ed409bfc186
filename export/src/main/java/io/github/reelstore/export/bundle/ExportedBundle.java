package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.transfer.ExportedProject;
import java.util.Map;

/**
 * A bundle that was made.
 *
 * @param exported the project and its files
 * @param rows the number of rows of each kind, by the name of their file
 * @param payloadBytes the size of all rows and files in bytes
 */
public record ExportedBundle(ExportedProject exported, Map<String, Integer> rows, long payloadBytes) {}
