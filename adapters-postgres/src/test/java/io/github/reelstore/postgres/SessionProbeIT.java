package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whether the server's sessions are shared. */
class SessionProbeIT {

    /** Set by .ci/pgbouncer. */
    private static final boolean POOLED = Boolean.getBoolean("reelstore.test.postgres.pooled");

    @Test
    void sessionsThatAPoolerSharesAreRecognized() {
        assertThat(EmptiedSchema.foundSessions()).isEqualTo(POOLED ? Sessions.SHARED : Sessions.OWN);
    }
}
