package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Selection;
import java.time.Instant;
import java.util.Optional;

/** A row of {@code selections}. Images and videos have no language. */
record StoredSelection(
        String sceneId,
        MediaKind track,
        Optional<LanguageTag> language,
        int number,
        Optional<String> takeId,
        Optional<String> reason,
        Optional<Integer> previous,
        Instant chosenAt) {

    /** Whether it is of a cell; another program may have written others. */
    boolean isOfCell() {
        return !sceneId.isBlank() && (track == MediaKind.AUDIO) == language.isPresent();
    }

    Selection toSelection(ProjectId project) {
        return new Selection(project, cell(), number, takeId, reason, previous, chosenAt);
    }

    CellKey cell() {
        return new CellKey(sceneId, track, language);
    }
}
