package com.example.planted;

import io.github.reelstore.domain.internal.Messages;

/** Represents a program that embeds Reelstore, and violates a rule: it uses an internal class. */
public final class Embedder {

    private Embedder() {}

    /** Uses an internal class. */
    public static String violation() {
        return Messages.quoted("text");
    }
}
