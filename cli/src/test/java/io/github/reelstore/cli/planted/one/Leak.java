package io.github.reelstore.cli.planted.one;

import org.jspecify.annotations.Nullable;

/** Breaks two rules: it is in a cycle of packages, and its name is used twice. */
public final class Leak {

    public io.github.reelstore.cli.planted.two.@Nullable Leak other;
}
