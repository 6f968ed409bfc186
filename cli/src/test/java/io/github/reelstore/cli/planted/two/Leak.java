package io.github.reelstore.cli.planted.two;

/** Breaks two rules: it is in a package cycle, and another class has the same name. */
public final class Leak {

    public io.github.reelstore.cli.planted.one.Leak other;
}
