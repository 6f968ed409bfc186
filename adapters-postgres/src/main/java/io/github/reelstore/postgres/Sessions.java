package io.github.reelstore.postgres;

/** Whether each connection has a session of the server to itself. */
enum Sessions {
    /** It does: settings and prepared statements may stay in the session. */
    OWN,
    /** A pooler may give each transaction another session, so that nothing may stay in it. */
    SHARED
}
