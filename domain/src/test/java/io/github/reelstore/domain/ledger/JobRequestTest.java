package io.github.reelstore.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.Seed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobRequestTest {

    private static final ContentHash LAMP = new ContentHash("ab".repeat(32));

    private static JobRequestBuilder full() {
        return JobRequest.builder()
                .provider("veo")
                .endpoint("europe-west4")
                .kind(MediaKind.VIDEO)
                .model("veo-3.1")
                .parameters(new JsonText("{\"durationSeconds\": 8, \"guidance\": 0.70}"))
                .prompt("Ngọn đèn \"sáng\" 💡\nlên")
                .text("--text")
                .voice("Linh")
                .language(LanguageTag.of("vi"))
                .seed(Seed.of("18446744073709551615"))
                .inputs(List.of(new JobInput(InputRole.FIRST_FRAME, 0, LAMP, Optional.of(new ImageId("lamp")))));
    }

    @Test
    void theFrozenRequestIsTheRequest() {
        JobRequest request = full().build();
        assertThat(JobRequest.parse(request.toJson())).isEqualTo(request);
        JobRequest least =
                JobRequest.builder().provider("p").kind(MediaKind.IMAGE).build();
        assertThat(JobRequest.parse(least.toJson())).isEqualTo(least);
        assertThat(least.toJson().value()).isEqualTo("{\"kind\":\"image\",\"provider\":\"p\"}");
    }

    /** A fingerprint is stored: the rule may not change without a new version. */
    @Test
    void theFingerprintOfARequestNeverChanges() {
        assertThat(full().build().fingerprint().value())
                .isEqualTo("1:"
                        + sha256(
                                "{\"endpoint\":\"europe-west4\",\"inputs\":[{\"position\":0,\"role\":\"first_frame\",\"sha256\":\""
                                        + LAMP
                                        + "\"}],\"kind\":\"video\",\"language\":\"vi\",\"model\":\"veo-3.1\",\"parameters\":{\"durationSeconds\":8,"
                                        + "\"guidance\":\"0.7\"},\"prompt\":\"Ngọn đèn \\\"sáng\\\" 💡\\nlên\",\"provider\":\"veo\",\"seed\":"
                                        + "\"18446744073709551615\",\"text\":\"--text\",\"voice\":\"Linh\"}"));
    }

    private static String sha256(String text) {
        MessageDigest digest = ContentHash.newDigest();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return ContentHash.of(digest).value();
    }

    @Test
    void equalRequestsHaveOneFingerprint() {
        Fingerprint fingerprint = full().build().fingerprint();
        assertThat(full().parameters(new JsonText("{ \"guidance\":7e-1,\"durationSeconds\":8.0 }"))
                        .build()
                        .fingerprint())
                .isEqualTo(fingerprint);
        assertThat(full().inputs(List.of(new JobInput(InputRole.FIRST_FRAME, 0, LAMP)))
                        .build()
                        .fingerprint())
                .as("the row of an input does not matter")
                .isEqualTo(fingerprint);
        assertThat(JobRequest.builder()
                        .provider("p")
                        .kind(MediaKind.IMAGE)
                        .parameters(new JsonText("{ }"))
                        .build()
                        .fingerprint())
                .isEqualTo(JobRequest.builder()
                        .provider("p")
                        .kind(MediaKind.IMAGE)
                        .build()
                        .fingerprint());
    }

    static Stream<UnaryOperator<JobRequestBuilder>> changes() {
        return Stream.of(
                values -> values.provider("other"),
                values -> values.endpoint("us-central1"),
                values -> values.kind(MediaKind.AUDIO),
                values -> values.model("veo-3.2"),
                values -> values.model(Optional.empty()),
                values -> values.parameters(new JsonText("{\"durationSeconds\": 6, \"guidance\": 0.7}")),
                values -> values.prompt("another"),
                values -> values.text("another"),
                values -> values.voice("another"),
                values -> values.language(LanguageTag.of("en")),
                values -> values.seed(Seed.of(1)),
                values -> values.inputs(List.of()),
                values -> values.inputs(List.of(new JobInput(InputRole.LAST_FRAME, 0, LAMP))),
                values -> values.inputs(List.of(new JobInput(InputRole.FIRST_FRAME, 1, LAMP))),
                values -> values.inputs(
                        List.of(new JobInput(InputRole.FIRST_FRAME, 0, new ContentHash("cd".repeat(32))))));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void everyValueBelongsToTheFingerprint(UnaryOperator<JobRequestBuilder> change) {
        assertThat(change.apply(full()).build().fingerprint())
                .isNotEqualTo(full().build().fingerprint());
    }

    @Test
    void invalidValuesAreRefused() {
        assertThatThrownBy(() -> JobRequest.builder().kind(MediaKind.IMAGE).build())
                .isInstanceOf(StorageException.InvalidInput.class);
        assertThatThrownBy(() -> full().parameters(new JsonText("[8]")).build())
                .isInstanceOf(StorageException.InvalidInput.class)
                .hasMessage("The parameters must be a JSON object, such as {\"durationSeconds\": 8}; not \"[8]\".");
        assertThatThrownBy(() -> JobRequest.kindOf("film")).isInstanceOf(StorageException.InvalidInput.class);
        assertThatThrownBy(() -> JobRequest.parse(new JsonText("{\"kind\":\"image\"}")))
                .isInstanceOf(StorageException.InvalidInput.class);
    }
}
