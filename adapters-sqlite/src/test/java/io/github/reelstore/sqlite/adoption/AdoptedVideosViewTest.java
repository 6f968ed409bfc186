package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.sqlite.internal.schema.AdoptedVideosView;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdoptedVideosViewTest {

    /**
     * The usual format is recognized without date arithmetic; the result must equal that of SQLite's date functions.
     */
    @Test
    void fastPathGivesTheSameInstantAsDateArithmetic() throws SQLException {
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
                PreparedStatement instant = select(memory)) {
            for (String year : new String[] {"0000", "0001", "1999", "2024", "2025", "9999"}) {
                for (int month = 0; month <= 13; month++) {
                    for (int day = 0; day <= 33; day++) {
                        for (String time : new String[] {"00:00:00", "23:59:59", "24:00:00", "29:00:00", "12:60:00"}) {
                            String text = "%s-%02d-%02dT%s.007".formatted(year, month, day, time);
                            // with more digits it does not have the usual format
                            assertThat(instant(instant, text + "Z"))
                                    .as(text)
                                    .isEqualTo(instant(instant, text + "000Z"));
                        }
                    }
                }
            }
            assertThat(instant(instant, "2024-02-29T23:59:59.999Z")).isEqualTo("2024-02-29T23:59:59.999000Z");
            assertThat(instant(instant, "2025-01-01T00:00:00.000Z")).isEqualTo("2025-01-01T00:00:00.000000Z");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "now",
                "",
                "2025-10-12T06:00:00.000Zz",
                "2025-10-12T06:00:00.000Z\0",
                "2025-10-12T06:00:00.000",
                "x2025-10-12T06:00:00.000Z",
                "2025-10-12T06:00:00.0a0Z",
                "2025-1a-12T06:00:00.000Z"
            })
    void invalidInstantsDoNotMatchTheUsualFormat(String text) throws SQLException {
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
                PreparedStatement instant = select(memory)) {
            assertThat(instant(instant, text)).isIn(null, "2025-10-12T06:00:00.000000Z");
        }
    }

    private static PreparedStatement select(Connection connection) throws SQLException {
        return connection.prepareStatement("SELECT " + AdoptedVideosView.instant("t") + " FROM (SELECT ? AS t)");
    }

    private static @Nullable String instant(PreparedStatement statement, String text) throws SQLException {
        statement.setString(1, text);
        try (ResultSet row = statement.executeQuery()) {
            return row.getString(1);
        }
    }
}
