package io.github.reelstore.sqlite.adoption;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The result of an adoption.
 *
 * @param changes what was added
 * @param backup the absolute path of the backup made before; empty if there was nothing to add and no backup was
 *     requested
 */
public record AdoptionResult(AdoptionPlan changes, Optional<Path> backup) {}
