package io.github.reelstore.exec;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.Usage;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.provider.Lookup;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteFile;
import io.github.reelstore.domain.port.provider.Submission;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the answers of a program. What is needed to fetch a paid result has to be right; a charge, a date or a checksum that cannot be
 * read is logged and left out, so that no result is lost for it.
 */
final class AnswerReader {

    private static final int LONGEST_MESSAGE = 500;

    static final int LONGEST_NAME = 10_000;

    private static final long LONGEST_PAUSE_MILLIS = Duration.ofDays(1).toMillis();

    private final ExecProgram program;
    private final Redaction redaction;

    AnswerReader(ExecProgram program, Redaction redaction) {
        this.program = program;
        this.redaction = redaction;
    }

    /** What a program may say of a failed submit: whether the request has been accepted. */
    static final Set<FailureClass> OF_SUBMIT = EnumSet.of(
            FailureClass.NEVER_SENT, FailureClass.REFUSED, FailureClass.RATE_LIMITED, FailureClass.MAYBE_ACCEPTED);

    /** What it may say of other failures. */
    static final Set<FailureClass> OF_OTHERS =
            EnumSet.of(FailureClass.TEMPORARY, FailureClass.RATE_LIMITED, FailureClass.GONE);

    /**
     * Throws the failure that an answer reports.
     *
     * @param classes the classes that have a meaning for the method
     * @param otherwise the class of all others
     */
    void requireNoError(String method, ObjectNode answer, Set<FailureClass> classes, FailureClass otherwise)
            throws ProviderException {
        JsonNode error = answer.path("error");
        if (error.isMissingNode() || error.isNull()) {
            return;
        }
        String name = text(error, "class").orElse("");
        Optional<FailureClass> known =
                classes.stream().filter(one -> one.value().equals(name)).findFirst();
        String message = text(error, "message")
                .map(text -> redaction.clean(text, LONGEST_MESSAGE))
                .filter(text -> !text.isEmpty())
                .orElse("no message");
        String hint = known.isPresent() ? "" : " (" + misnamed(method, name, classes) + ")";
        if (method.equals("submit")) {
            requireNoOperation(answer, message + hint);
        }
        throw new ProviderException(
                known.orElse(otherwise),
                "Provider " + program.provider() + ": " + message + hint,
                millis(error, "retry_after_ms"),
                null);
    }

    /** What has an operation may have been accepted, whatever its error says. */
    private void requireNoOperation(ObjectNode answer, String message) throws ProviderException {
        Optional<String> name = text(answer, "operation");
        if (name.isPresent()) {
            ProviderException failure = new ProviderException(
                    FailureClass.MAYBE_ACCEPTED,
                    "Provider " + program.provider() + " answered a submit with an error and with the operation "
                            + redaction.operation(name.get()) + ": " + message,
                    null);
            throw operation(answer).map(failure::naming).orElse(failure);
        }
    }

    private String misnamed(String method, String name, Set<FailureClass> classes) {
        return "the class of this error is " + redaction.quoted(name) + "; those of a " + method + " are "
                + classes.stream().map(FailureClass::value).collect(Collectors.joining(", "));
    }

    /** Reads the answer to a submit. */
    Submission submission(ObjectNode answer) throws ProviderException {
        Operation operation = operation(answer)
                .orElseThrow(() -> unexpected(
                        FailureClass.MAYBE_ACCEPTED, "submit", answer, "{\"operation\": NAME}, or {\"error\": ...}"));
        if (!answer.has("status")) {
            return new Submission(operation);
        }
        try {
            Progress progress = progress(answer);
            return progress instanceof Progress.Running
                    ? new Submission(operation)
                    : new Submission(operation, Optional.of(progress));
        } catch (ProviderException e) {
            // it was accepted, and a poll can tell the rest
            ProviderLog.warn(String.valueOf(e.getMessage()));
            return new Submission(operation);
        }
    }

    /** The operation of an answer to a submit that came late; empty if the answer is an error, or is not understood. */
    Optional<Operation> acceptedOperation(ObjectNode answer) {
        JsonNode error = answer.path("error");
        return error.isMissingNode() || error.isNull() ? operation(answer) : Optional.empty();
    }

    private Optional<Operation> operation(ObjectNode answer) {
        Optional<String> endpoint = text(answer, "endpoint");
        // elsewhere, the name means nothing
        if (endpoint.isPresent() && !isName(endpoint.get())) {
            return Optional.empty();
        }
        return text(answer, "operation").filter(AnswerReader::isName).map(name -> new Operation(name, endpoint));
    }

    /** Whether the database can keep it. */
    private static boolean isName(String text) {
        try {
            Validate.text("name", text);
            return text.length() <= LONGEST_NAME;
        } catch (StorageException.InvalidInput e) {
            return false;
        }
    }

    /** Reads the answer to a poll. */
    Progress progress(ObjectNode answer) throws ProviderException {
        return switch (text(answer, "status").orElse("")) {
            case "running" -> new Progress.Running(millis(answer, "ask_again_ms"));
            case "done" ->
                new Progress.Done(
                        files(answer), usage(answer.path("usage")), charged(answer), instant(answer, "expires_at"));
            case "filtered" ->
                new Progress.Filtered(Protocol.texts(answer.path("reasons")).stream()
                        .map(reason -> redaction.clean(reason, LONGEST_MESSAGE))
                        .toList());
            case "failed" ->
                new Progress.Failed(
                        redaction.clean(text(answer, "message").orElse("no message"), LONGEST_MESSAGE),
                        charged(answer));
            default ->
                throw unexpected(
                        FailureClass.TEMPORARY,
                        "poll",
                        answer,
                        "{\"status\": \"running\"}, \"done\", \"filtered\" or \"failed\", or {\"error\": ...}");
        };
    }

    private List<RemoteFile> files(ObjectNode answer) throws ProviderException {
        List<RemoteFile> files = new ArrayList<>();
        if (!answer.path("files").isArray()) {
            // no results would be the end of a paid request
            throw unexpected(FailureClass.TEMPORARY, "poll", answer, "an array of its \"files\"");
        }
        for (JsonNode file : answer.path("files")) {
            String name = text(file, "name")
                    .filter(AnswerReader::isName)
                    .orElseThrow(() -> unexpected(
                            FailureClass.TEMPORARY, "poll", answer, "{\"name\": NAME} for each of its files"));
            files.add(new RemoteFile(
                    name,
                    size(file, "size"),
                    lenient("sha256", text(file, "sha256"), ContentHash::new),
                    lenient("encoding", text(file, "encoding"), AnswerReader::encoding)));
        }
        return files;
    }

    private static String encoding(String text) {
        AudioEncoding.parse(text);
        return text;
    }

    private Optional<Money> charged(ObjectNode answer) {
        return lenient("charged", scalar(answer, "charged"), Money::parse);
    }

    private Optional<Usage> usage(JsonNode usage) {
        if (usage.isMissingNode() || usage.isNull()) {
            return Optional.empty();
        }
        // not more digits than needed: BigDecimal takes quadratic time
        Optional<String> quantity =
                scalar(usage, "quantity").filter(text -> text.matches("[0-9]{1,12}([.][0-9]{1,12})?"));
        if (quantity.isEmpty()) {
            leftOut("usage", Protocol.text(usage));
        }
        return lenient(
                "usage",
                quantity,
                number -> Usage.of(new BigDecimal(number), text(usage, "unit").orElse("")));
    }

    private Optional<Instant> instant(ObjectNode answer, String name) {
        return lenient(name, scalar(answer, name), text -> {
            Instant instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
            Validate.micros(name, instant);
            return instant;
        });
    }

    private <T> Optional<T> lenient(String name, Optional<String> text, Function<String, T> parser) {
        try {
            return text.map(parser);
        } catch (StorageException.InvalidInput | DateTimeException e) {
            leftOut(name, text.orElse(""));
            return Optional.empty();
        }
    }

    private void leftOut(String name, String value) {
        ProviderLog.warn("Provider " + program.provider() + " answered with a " + name
                + " that cannot be read, so it is left out: " + redaction.quoted(value));
    }

    /** Reads the answer to a find. */
    Lookup lookup(ObjectNode answer) throws ProviderException {
        return switch (text(answer, "outcome").orElse("")) {
            case "found" ->
                new Lookup.Found(operation(answer)
                        .orElseThrow(() -> unexpected(
                                FailureClass.TEMPORARY,
                                "find",
                                answer,
                                "{\"outcome\": \"found\", \"operation\": NAME}")));
            case "not_accepted" -> new Lookup.NotAccepted();
            case "unknown" -> new Lookup.Unknown();
            default ->
                throw unexpected(
                        FailureClass.TEMPORARY,
                        "find",
                        answer,
                        "{\"outcome\": \"found\"}, \"not_accepted\" or \"unknown\", or {\"error\": ...}");
        };
    }

    /** Reads the answer to a cancel. */
    boolean cancelled(ObjectNode answer) throws ProviderException {
        JsonNode cancelled = answer.path("cancelled");
        if (!cancelled.isBoolean()) {
            throw unexpected(
                    FailureClass.TEMPORARY, "cancel", answer, "{\"cancelled\": true} or false, or {\"error\": ...}");
        }
        return cancelled.booleanValue();
    }

    /** An answer that does not make sense. */
    ProviderException unexpected(FailureClass failure, String method, ObjectNode answer, String expected) {
        return new ProviderException(
                failure,
                program.description() + " answered a " + method + " with " + shown(method, answer) + " in place of "
                        + expected + ".",
                null);
    }

    /** Only the names of members, where values may be the signed URL of a result. */
    private String shown(String method, ObjectNode answer) {
        return Protocol.mayBeShown(method)
                ? redaction.quoted(Protocol.text(answer))
                : "an object with the members " + redaction.quoted(String.join(", ", answer.propertyNames()));
    }

    /** A member that is a text and not blank. */
    static Optional<String> text(JsonNode object, String name) {
        JsonNode member = object.path(name);
        return member.isString() ? Optional.of(member.stringValue()).filter(text -> !text.isBlank()) : Optional.empty();
    }

    /** A member that is a text or a number, as text. */
    private static Optional<String> scalar(JsonNode object, String name) {
        JsonNode member = object.path(name);
        if (member.isMissingNode() || member.isNull()) {
            return Optional.empty();
        }
        return Optional.of(member.isString() ? member.stringValue() : Protocol.text(member));
    }

    /** A member that is a number of bytes. */
    static Optional<Long> size(JsonNode object, String name) {
        JsonNode member = object.path(name);
        return member.isIntegralNumber() && member.canConvertToLong() && member.longValue() >= 0
                ? Optional.of(member.longValue())
                : Optional.empty();
    }

    private static Optional<Duration> millis(JsonNode object, String name) {
        return size(object, name).map(millis -> Duration.ofMillis(Math.min(millis, LONGEST_PAUSE_MILLIS)));
    }
}
