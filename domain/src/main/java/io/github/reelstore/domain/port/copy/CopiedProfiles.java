package io.github.reelstore.domain.port.copy;

import io.github.reelstore.domain.model.ProfileId;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The profiles whose rows are copied.
 *
 * @param names their names in order; none means all profiles
 */
public record CopiedProfiles(Set<String> names) {

    /** All profiles. */
    public static final CopiedProfiles ALL = new CopiedProfiles(Set.of());

    /** Copies and sorts the names. */
    public CopiedProfiles {
        names = Collections.unmodifiableSet(new TreeSet<>(names));
    }

    /** These profiles. */
    public static CopiedProfiles of(Collection<ProfileId> profiles) {
        return new CopiedProfiles(profiles.stream().map(ProfileId::value).collect(Collectors.toSet()));
    }

    /** Whether the rows of all profiles are copied. */
    public boolean isAll() {
        return names.isEmpty();
    }
}
