package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.transfer.ImportedProject;

/**
 * A bundle that was imported.
 *
 * @param bundle what it holds
 * @param imported what was stored of it
 */
public record ImportedBundle(VerifiedBundle bundle, ImportedProject imported) {}
