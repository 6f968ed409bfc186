package io.github.reelstore.sqlite.adoption;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What adopting a file did.
 *
 * @param changes what was added
 * @param backup the file as it was before, absolute; empty where there was nothing to add and no backup was asked for
 */
public record AdoptionResult(AdoptionPlan changes, Optional<Path> backup) {}
