package io.github.reelstore.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteFile;
import io.github.reelstore.domain.port.provider.Submission;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Answers that Python's json module would not write. */
@Timeout(30)
class AnswerReaderTest {

    private final Redaction redaction =
            new Redaction(List.of("sk-5up3r s3cret", "sk-5up3r", "abc", "line one\nline two"));

    private final AnswerReader reader = new AnswerReader(
            new ExecProgram("tones", List.of("x"), Path.of("."), Map.of(), Set.of(), TimeLimits.DEFAULT), redaction);

    private static ObjectNode parse(String json) {
        return Protocol.parse(json).orElseThrow();
    }

    /** To add digits to such a number would take all memory. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1", "1e-999999999", "{}", "null", "\"1e9\"", "99999999999999999999999"})
    void numbersThatNoProviderCountsAreLeftOut(String number) throws Exception {
        assertThat(reader.progress(
                        parse("{\"status\":\"done\",\"usage\":{\"quantity\":" + number + ",\"unit\":\"s\"},\"charged\":"
                                + number + ",\"expires_at\":" + number + ",\"files\":[{\"name\":\"a\",\"size\":"
                                + number.replace("{}", "[]")
                                + "}]}")))
                .isInstanceOfSatisfying(Progress.Done.class, done -> {
                    assertThat(done.usage()).isEmpty();
                    assertThat(done.charged()).isEmpty();
                    assertThat(done.expiresAt()).isEmpty();
                    assertThat(done.files()).containsExactly(new RemoteFile("a"));
                });
    }

    /** An end without results is refunded, so a typo must not look like one. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"files\":null}", "{\"files\":{\"name\":\"a\"}}", "{\"file\":[{\"name\":\"a\"}]}"})
    void doneWithoutAnArrayOfFilesIsAskedForAgain(String members) throws Exception {
        ObjectNode answer = parse(members).put("status", "done");
        ProviderException e = catchThrowableOfType(ProviderException.class, () -> reader.progress(answer));

        assertThat(e.failure()).isEqualTo(FailureClass.TEMPORARY);
        assertThat(e).hasMessageContaining("in place of an array of its \"files\"");
        assertThat(reader.submission(answer.put("operation", "op-1"))).isEqualTo(new Submission(new Operation("op-1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"encoding\":\"mp3\"",
                "\"encoding\":\"wav\"",
                "\"encoding\":\"pcm_24000\\u0000\"",
                "\"encoding\":\"pcm_1\""
            })
    void anEncodingThatTheStoreCannotReadIsLeftOut(String encoding) throws Exception {
        assertThat(reader.progress(parse("{\"status\":\"done\",\"files\":[{\"name\":\"a\"," + encoding + "}]}")))
                .isEqualTo(new Progress.Done(
                        List.of(new RemoteFile("a")), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"expires_at\":\"+10000-01-01T00:00:00Z\"",
                "\"expires_at\":\"0000-12-31T00:00:00Z\"",
                "\"expires_at\":\"9999-12-31T23:59:59-18:00\"",
                "\"usage\":{\"quantity\":1,\"unit\":\"a\\u0000\"}",
                "\"usage\":{\"quantity\":1,\"unit\":\"a\\ud800\"}"
            })
    void detailsThatTheStoreCannotKeepAreLeftOut(String detail) throws Exception {
        assertThat(reader.progress(parse("{\"status\":\"done\",\"files\":[]," + detail + "}")))
                .isEqualTo(new Progress.Done(List.of(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"operation\":\"op\\u0000\"}",
                "{\"operation\":\"op\\ud800\"}",
                "{\"operation\":\"op-1\",\"endpoint\":\"eu\\u0000\"}"
            })
    void anOperationThatTheStoreCannotKeepMayHaveBeenAccepted(String json) {
        ObjectNode answer = parse(json);
        ProviderException submitted = catchThrowableOfType(ProviderException.class, () -> reader.submission(answer));
        ProviderException found =
                catchThrowableOfType(ProviderException.class, () -> reader.lookup(answer.put("outcome", "found")));

        assertThat(submitted.failure()).isEqualTo(FailureClass.MAYBE_ACCEPTED);
        assertThat(found.failure()).isEqualTo(FailureClass.TEMPORARY);
    }

    /** A refusal would be the end of an operation that may be paid. */
    @ParameterizedTest
    @ValueSource(strings = {"refused", "never_sent", "rate_limited", "maybe_accepted", "x"})
    void aFailedSubmitWithAnOperationMayHaveBeenAccepted(String failure) {
        ObjectNode answer = parse("{\"operation\":\"https://api.example/op-1?x=1\",\"error\":{\"class\":\"" + failure
                + "\",\"message\":\"no\"}}");
        ProviderException e = catchThrowableOfType(
                ProviderException.class,
                () -> reader.requireNoError("submit", answer, AnswerReader.OF_SUBMIT, FailureClass.MAYBE_ACCEPTED));

        assertThat(e.failure()).isEqualTo(FailureClass.MAYBE_ACCEPTED);
        assertThat(e).hasMessageContaining("the operation \"https://api.example/op-1?x=1\": no");
        assertThat(e.operation()).contains(new Operation("https://api.example/op-1?x=1"));
    }

    @Test
    void messagesAboutPollsDoNotQuoteTheirValues() {
        ObjectNode answer = parse("{\"status\":\"dnoe\",\"files\":[{\"name\":\"v?sig=1\"}]}");

        assertThat(catchThrowableOfType(ProviderException.class, () -> reader.progress(answer)))
                .hasMessageContaining("answered a poll with an object with the members \"status, files\" in place of")
                .hasMessageNotContaining("sig");
    }

    @Test
    void aPauseIsAtMostADay() throws Exception {
        assertThat(reader.progress(parse("{\"status\":\"running\",\"ask_again_ms\":9223372036854775807}")))
                .isEqualTo(new Progress.Running(Optional.of(Duration.ofDays(1))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"files\":[{}]}",
                "{\"files\":[{\"name\":7}]}",
                "{\"files\":[{\"name\":\"a\\u0000\"}]}",
                "{\"files\":[\"a\"]}"
            })
    void aFileWithoutANameIsAskedForAgain(String members) {
        ObjectNode answer = parse(members).put("status", "done");
        ProviderException e = catchThrowableOfType(ProviderException.class, () -> reader.progress(answer));

        assertThat(e.failure()).isEqualTo(FailureClass.TEMPORARY);
    }

    @Test
    void secretsAreFoundAsJsonHasThem() {
        Redaction json = new Redaction(List.of("a\"b\\c", "pâss/wörd", "<k&='>", "tab\tbed"));

        assertThat(json.clean("{\"k\":\"a\\\"b\\\\c\"}", 100)).isEqualTo("{\"k\":\"***\"}");
        assertThat(json.clean("pâss/wörd p\\u00e2ss/w\\u00f6rd p\\u00E2ss\\/w\\u00F6rd pâss\\/wörd", 100))
                .isEqualTo("*** *** *** ***");
        assertThat(json.clean("\\u003ck\\u0026='\\u003e \\u003ck\\u0026\\u003d\\u0027\\u003e", 100))
                .isEqualTo("*** ***");
        assertThat(json.clean("tab\\tbed", 100)).isEqualTo("***");
    }

    @Test
    void ofAUrlOnlyTheHostIsLeft() {
        assertThat(redaction.clean("GET https://cdn.example:8443/v/1.mp4?sig=x#y failed", 100))
                .isEqualTo("GET cdn.example:8443 failed");
        assertThat(redaction.clean("{\"url\":\"HTTPS:\\/\\/u:p@cdn.example\\/v?sig=x\",\"size\":3}", 100))
                .isEqualTo("{\"url\":\"cdn.example\",\"size\":3}");
        assertThat(redaction.clean("x".repeat(110) + " https://cdn.example/v?sig=x", 120))
                .isEqualTo("x".repeat(110) + " cdn.examp…");
    }

    @Test
    void secretsAreRemovedBeforeTextIsTruncated() {
        assertThat(redaction.clean("key sk-5up3r s3cret, sk-5up3r, sk-5up3r+s3cret abc", 100))
                .isEqualTo("key ***, ***, *** abc");
        assertThat(redaction.clean("12345 sk-5up3r", 10)).isEqualTo("12345 ***");
        assertThat(redaction.clean("line two\u001b\u009b\u2028x", 100)).isEqualTo("***???x");
    }
}
