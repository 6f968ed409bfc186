package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.domain.model.ProfileId;

/**
 * A profile in an adopted file.
 *
 * @param id the other program's id of the profile
 * @param projects how many projects it has
 */
public record AdoptedProfile(ProfileId id, long projects) {}
