package io.github.reelstore.cli.planted.internal;

/** An internal class. */
public final class Internal {}
