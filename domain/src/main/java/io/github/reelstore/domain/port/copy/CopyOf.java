package io.github.reelstore.domain.port.copy;

import io.github.reelstore.domain.model.StoreId;
import java.util.List;
import java.util.Set;

/**
 * What an unfinished copy is a copy of, and which run may write to it: the last one that began. An earlier run that still goes on is
 * refused at its next write.
 *
 * @param store the store id of the source
 * @param profiles the profiles that are copied
 * @param run the id of the run
 */
public record CopyOf(StoreId store, CopiedProfiles profiles, String run) {

    private static final String SEPARATOR = "\n";

    /** Whether both are copies of the same profiles of the same store, whatever their run. */
    public boolean isSameCopy(CopyOf other) {
        return store.equals(other.store) && profiles.equals(other.profiles);
    }

    /** The text that the database stores. */
    public String text() {
        return store + SEPARATOR + run + SEPARATOR + String.join(SEPARATOR, profiles.names());
    }

    /** Reads the result of {@link #text}. */
    public static CopyOf of(String text) {
        List<String> lines = text.lines().toList();
        return new CopyOf(
                new StoreId(lines.get(0)),
                new CopiedProfiles(Set.copyOf(lines.subList(2, lines.size()))),
                lines.get(1));
    }
}
