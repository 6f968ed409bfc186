package io.github.reelstore.domain.storyboard.board;

/** Where a scene is inserted in its project. */
public sealed interface Place {

    /** Before all scenes. */
    Place FIRST = new First();

    /** After all scenes. */
    Place LAST = new Last();

    /** Before all scenes. */
    record First() implements Place {}

    /** After all scenes. */
    record Last() implements Place {}

    /** Directly before another scene. */
    record Before(String sceneId) implements Place {}

    /** Directly after another scene. */
    record After(String sceneId) implements Place {}
}
