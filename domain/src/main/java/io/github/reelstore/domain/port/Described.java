package io.github.reelstore.domain.port;

/** What can say in a few words which database, bucket or folder it is. */
public interface Described {

    /** What and where it is, on one line and without secrets. */
    String description();
}
