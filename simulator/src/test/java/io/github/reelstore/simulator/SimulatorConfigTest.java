package io.github.reelstore.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatorConfigTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.-]+)`");

    @ParameterizedTest
    @EnumSource(SimulatorSetting.class)
    void eachDefaultIsAccepted(SimulatorSetting setting) {
        SimulatorConfig config = SimulatorConfig.defaults().with(setting.key(), setting.defaultText());
        assertThat(config.text(setting)).isEqualTo(setting.defaultText());
    }

    @ParameterizedTest
    @CsvSource({
        "keys, 'a b'",
        "keys, 'a,,b'",
        "currency, dollars",
        "price.image, -1",
        "price.image, 0.0000000001",
        "price.image, cheap",
        "duration, 3s..1s",
        "duration, -1s",
        "duration, 5",
        "latency, ''",
        "limit.rate, -1",
        "limit.rate, 99999999999999999999",
        "limit.wait-form, hours",
        "retention.status, 200",
        "retention, 99999999999999999999d",
        "report.cost, yes",
        "fault.filtered, 1.1",
        "fault.filtered, NaN",
        "fault.filtered, every:0",
        "fault.filtered, often",
    })
    void aWrongValueIsRefusedWithItsKey(String key, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatorConfig.defaults().with(key, value))
                .withMessageStartingWith(key + ": ");
    }

    @Test
    void anUnknownKeyIsRefusedWithThoseThatExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatorConfig.defaults().with("price.poem", "1"))
                .withMessageContaining("price.image")
                .withMessageContaining("fault.NAME");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatorConfig.defaults().with("fault.typo", "1"))
                .withMessageContaining("reset-after-accept");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatorConfig.defaults().withPort(65_536));
    }

    @Test
    void aConfigIsNotChangedByItsCopies() {
        SimulatorConfig one = SimulatorConfig.defaults().with("currency", "EUR");
        SimulatorConfig other = one.with("currency", "VND").withSeed(4).with("fault.filtered", "every:2");
        assertThat(one.text(SimulatorSetting.CURRENCY)).isEqualTo("EUR");
        assertThat(one.seed()).isZero();
        assertThat(one.rate(Fault.FILTERED)).isEqualTo(FaultRate.NEVER);
        assertThat(other.text(SimulatorSetting.CURRENCY)).isEqualTo("VND");
        assertThat(other.rate(Fault.FILTERED)).isEqualTo(new FaultRate(0, 2));
    }

    @Test
    void theDocumentationListsAllSettingsAndFaults() throws IOException {
        List<String> rows = new ArrayList<>();
        String page = Files.readString(Path.of("../docs/simulator.md"));
        Matcher row = ROW.matcher(page.substring(page.indexOf("## Settings")));
        while (row.find()) {
            rows.add(row.group(1));
        }
        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(SimulatorSetting.values()).map(SimulatorSetting::key),
                                Stream.of(Fault.values()).map(Fault::id))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(SimulatorSetting.class)
    void theDocumentationStatesEachDefault(SimulatorSetting setting) throws IOException {
        assertThat(Files.readString(Path.of("../docs/simulator.md")))
                .contains("| `" + setting.key() + "` | `" + setting.defaultText() + "` |");
    }
}
