package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.domain.model.ProfileId;

/**
 * A profile of an adopted file.
 *
 * @param id as the other program has it
 * @param projects how many projects it has
 */
public record AdoptedProfile(ProfileId id, long projects) {}
