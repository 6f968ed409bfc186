package io.github.reelstore.cli.planted.embedder;

import io.github.reelstore.cli.planted.internal.Internal;

/** Represents a program that embeds Reelstore, and breaks a rule: it uses an internal class. */
public final class Embedder {

    public final Internal internal = new Internal();
}
