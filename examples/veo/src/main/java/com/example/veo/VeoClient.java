package com.example.veo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.genai.Client;
import com.google.genai.errors.ApiException;
import com.google.genai.errors.GenAiIOException;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.GenerateVideosConfig;
import com.google.genai.types.GenerateVideosOperation;
import com.google.genai.types.GenerateVideosResponse;
import com.google.genai.types.GenerateVideosSource;
import com.google.genai.types.GeneratedVideo;
import com.google.genai.types.GetOperationConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Image;
import com.google.genai.types.Video;
import com.google.genai.types.VideoGenerationReferenceImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Veo, through com.google.genai 1.80.0 with an API key. As it comes, that library sends one submit up to ten times, each of which Google may
 * charge. Three settings together bring it to one: {@code attempts(1)}, an HTTP client that neither repeats nor redirects, and {@link
 * SendOnce}.
 */
final class VeoClient {

    /** Google deletes videos two days after they were generated. */
    private static final Duration KEPT = Duration.ofDays(2);

    /** What Google's answers name: .../files/ID:download?alt=media. */
    private static final Pattern FILE = Pattern.compile("files/([A-Za-z0-9_-]+)(:download|$)");

    /** Not numberOfVideos: the price table counts the seconds of one. */
    private static final Set<String> PARAMETERS = Set.of(
            "aspectRatio", "durationSeconds", "enhancePrompt", "negativePrompt", "personGeneration", "resolution");

    private final String key;
    private final HttpUrl url;
    private final OkHttpClient http;
    private final Client client;

    /** The operations that this process has seen begin or run: what it sees finished, was finished just now. */
    private final Set<String> watched = ConcurrentHashMap.newKeySet();

    VeoClient(String key, String url, Duration timeout) {
        this.key = key;
        this.url = HttpUrl.get(url);
        this.http = new OkHttpClient.Builder()
                .connectTimeout(Duration.ofSeconds(10))
                // without these, it waits for ever
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .addNetworkInterceptor(new SendOnce())
                .build();
        this.client = Client.builder()
                .apiKey(key)
                .httpOptions(HttpOptions.builder()
                        .baseUrl(url)
                        .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                        .build())
                .clientOptions(ClientOptions.builder().customHttpClient(http).build())
                .build();
    }

    /** Sends a request once. */
    void submit(ObjectNode call, ObjectNode answer) throws Failure {
        JsonNode request = call.path("request");
        String model = request.path("model").asText();
        if (model.isEmpty()) {
            throw new Failure("refused", "The request names no model, such as veo-3.1-generate-preview.");
        }
        GenerateVideosSource source = source(call);
        GenerateVideosConfig config = config(call);
        SendOnce.Submit submit = SendOnce.begin();
        try {
            GenerateVideosOperation operation = client.models.generateVideos(model, source, config);
            String name =
                    operation.name().orElseThrow(() -> new Failure("maybe_accepted", "The answer names no operation."));
            watched.add(name);
            answer.put("operation", name);
        } catch (ApiException e) {
            throw refused(e, submit);
        } catch (RuntimeException e) {
            throw broken(e, submit);
        } finally {
            SendOnce.end();
        }
    }

    private static Failure refused(ApiException e, SendOnce.Submit submit) {
        String message = "HTTP status " + e.code() + ": " + e.getMessage();
        Optional<Long> pause = submit.retryAfter().flatMap(VeoClient::millis);
        if (e.code() == 429) {
            return new Failure("rate_limited", message, pause);
        }
        // a server that fails, or gave up waiting, may have begun; 503 may be of a gateway, even with Retry-After
        boolean unsure = e.code() < 300 || e.code() == 408 || e.code() >= 500;
        return new Failure(unsure ? "maybe_accepted" : "refused", message);
    }

    private static Failure broken(RuntimeException e, SendOnce.Submit submit) {
        String message = e.getCause() == null ? e.toString() : e.getCause().toString();
        if (submit.isSent()) {
            return new Failure("maybe_accepted", message);
        }
        // no connection, or the library refuses a parameter
        return new Failure(e instanceof GenAiIOException ? "never_sent" : "refused", message);
    }

    private static Optional<Long> millis(String retryAfter) {
        try {
            if (retryAfter.matches("[0-9]{1,6}")) {
                return Optional.of(
                        Duration.ofSeconds(Long.parseLong(retryAfter)).toMillis());
            }
            Instant when = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Math.max(0, Duration.between(Instant.now(), when).toMillis()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static GenerateVideosSource source(ObjectNode call) throws Failure {
        GenerateVideosSource.Builder source = GenerateVideosSource.builder();
        JsonNode prompt = call.path("request").path("prompt");
        if (prompt.isTextual()) {
            source.prompt(prompt.asText());
        }
        for (JsonNode input : call.path("inputs")) {
            if (input.path("role").asText().equals("first_frame")) {
                source.image(image(input));
            }
        }
        return source.build();
    }

    private static GenerateVideosConfig config(ObjectNode call) throws Failure {
        ObjectNode parameters = (ObjectNode) call.path("request").path("parameters");
        for (var names = parameters.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!PARAMETERS.contains(name)) {
                throw new Failure("refused", "There is no parameter " + name + "; there are " + PARAMETERS + ".");
            }
        }
        if (call.path("request").has("seed")) {
            throw new Failure("refused", "Veo takes no seed with an API key.");
        }
        GenerateVideosConfig.Builder config;
        try {
            config = GenerateVideosConfig.fromJson(parameters.toString()).toBuilder();
        } catch (RuntimeException e) {
            throw new Failure("refused", "The parameters are wrong: " + e.getMessage());
        }
        List<VideoGenerationReferenceImage> references = new ArrayList<>();
        for (JsonNode input : call.path("inputs")) {
            switch (input.path("role").asText()) {
                case "first_frame" -> {
                    // in the source
                }
                case "last_frame" -> config.lastFrame(image(input));
                case "reference" ->
                    references.add(VideoGenerationReferenceImage.builder()
                            .image(image(input))
                            .referenceType("asset")
                            .build());
                default ->
                    throw new Failure(
                            "refused",
                            "Veo has no images with the role "
                                    + input.path("role").asText() + ".");
            }
        }
        return references.isEmpty()
                ? config.build()
                : config.referenceImages(references).build();
    }

    private static Image image(JsonNode input) throws Failure {
        try {
            return Image.builder()
                    .imageBytes(Files.readAllBytes(Path.of(input.path("path").asText())))
                    .mimeType(input.path("media_type").asText("image/png"))
                    .build();
        } catch (IOException e) {
            throw new Failure("never_sent", "An image cannot be read: " + e.getMessage());
        }
    }

    /** Asks how far an operation is. */
    void poll(ObjectNode call, ObjectNode answer) throws Failure {
        String name = call.path("operation").asText();
        GenerateVideosOperation named =
                GenerateVideosOperation.builder().name(name).build();
        GenerateVideosOperation operation;
        try {
            operation = client.operations.getVideosOperation(
                    named, GetOperationConfig.builder().build());
        } catch (ApiException e) {
            throw new Failure(classOf(e.code()), "HTTP status " + e.code() + ": " + e.getMessage());
        } catch (GenAiIOException e) {
            throw new Failure("temporary", String.valueOf(e.getCause()));
        }
        if (!operation.done().orElse(false)) {
            watched.add(name);
            // what Google's documentation recommends
            answer.put("status", "running")
                    .put("ask_again_ms", Duration.ofSeconds(10).toMillis());
            return;
        }
        if (operation.error().isPresent()) {
            answer.put("status", "failed")
                    .put("message", String.valueOf(operation.error().get().get("message")));
            return;
        }
        done(operation.response().orElse(GenerateVideosResponse.builder().build()), answer);
        // of an operation that ended while nothing ran here, nothing says when
        if (watched.remove(name) && answer.path("status").asText().equals("done")) {
            answer.put("expires_at", Instant.now().plus(KEPT).toString());
        }
    }

    private static void done(GenerateVideosResponse response, ObjectNode answer) throws Failure {
        List<String> uris = response.generatedVideos().orElse(List.of()).stream()
                .map(GeneratedVideo::video)
                .flatMap(Optional::stream)
                .map(Video::uri)
                .flatMap(Optional::stream)
                .toList();
        if (uris.isEmpty() && response.raiMediaFilteredCount().orElse(0) == 0) {
            // a change of the API, not the end of a paid request
            throw new Failure(
                    "temporary", "The answer has no URI of a video, and no number of videos that were filtered.");
        }
        if (uris.isEmpty()) {
            ArrayNode reasons = answer.put("status", "filtered").putArray("reasons");
            response.raiMediaFilteredReasons().orElse(List.of()).forEach(reasons::add);
            return;
        }
        ArrayNode files = answer.put("status", "done").putArray("files");
        uris.forEach(uri -> files.addObject().put("name", uri));
    }

    /**
     * Downloads by hand, because the library leaves an empty file after a failure. A redirect leads to a signed URL, which Reelstore
     * downloads itself, without the key.
     */
    void download(ObjectNode call, ObjectNode answer) throws Failure {
        Matcher file = FILE.matcher(call.path("name").asText());
        if (!file.find()) {
            throw new Failure("gone", "The name of the video is not that of a file.");
        }
        HttpUrl content = url.newBuilder()
                .addPathSegments("v1beta/files/" + file.group(1) + ":download")
                .addQueryParameter("alt", "media")
                .build();
        Request request =
                new Request.Builder().url(content).header("x-goog-api-key", key).build();
        try (Response response = http.newCall(request).execute();
                ResponseBody body = response.body()) {
            if (response.isRedirect() && response.header("Location") != null) {
                answer.put("url", String.valueOf(content.resolve(response.header("Location"))));
                return;
            }
            if (!response.isSuccessful() || body == null) {
                throw new Failure(classOf(response.code()), "HTTP status " + response.code() + ".");
            }
            long written =
                    Files.copy(body.byteStream(), Path.of(call.path("path").asText()));
            answer.put("size", written);
        } catch (IOException e) {
            throw new Failure("temporary", e.toString());
        }
    }

    private static String classOf(int status) {
        return switch (status) {
            case 404, 410 -> "gone";
            case 429 -> "rate_limited";
            default -> "temporary";
        };
    }
}
