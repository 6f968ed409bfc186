package io.github.reelstore.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactedTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://me:hunter2@h/d, jdbc:postgresql://***@h/d",
        "x s3://key:hun/ter2@b y, x s3://***@b y",
        "jdbc:postgresql:/me:hunter2@h/d, jdbc:***@h/d",
        "me%3Ahunter2%40h, me%3A***%40h",
        "jdbc:postgresql://me:hunter2…, jdbc:postgresql://***…",
        "h/d?user=me&password=hunter2&ssl=true, h/d?user=me&password=***&ssl=true",
        "AWS_SECRET_ACCESS_KEY=hunter2, AWS_SECRET_ACCESS_KEY=***",
        "pwd=hunter2;x, pwd=***;x",
        "PASS=hunter2 x, PASS=*** x",
        "token%3Dhunter2, token%3D***"
    })
    void apparentPasswordIsReplaced(String text, String redacted) {
        assertThat(Redacted.of(text)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "There is no project \"me@corp\"; see: project list.",
                "set reelstore.database.password in a file or the environment.",
                "/home/me@corp/year=2026/rows.db",
                "http://localhost:9000 cannot be reached."
            })
    void otherTextIsUnchanged(String text) {
        assertThat(Redacted.of(text)).isEqualTo(text);
    }
}
