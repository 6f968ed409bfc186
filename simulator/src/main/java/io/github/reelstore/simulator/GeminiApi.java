package io.github.reelstore.simulator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Videos by the paths and the JSON of Google's Gemini API, below {@code /v1beta/}, as its client libraries use them. */
final class GeminiApi {

    private static final Pattern SUBMIT = Pattern.compile("/v1beta/models/([^/:]+):predictLongRunning");
    private static final Pattern POLL = Pattern.compile("/v1beta/(models/[^/:]+/operations/(op-[0-9]+))");
    private static final Pattern DOWNLOAD = Pattern.compile("/v1beta/files/f([1-9][0-9]{0,8})r([0-3]):download");

    /** The libraries take only the name of the file from the URI, and ask their base URL for it. */
    private static final String FILES = "https://generativelanguage.googleapis.com/v1beta/files/";

    private static final int INTERNAL = 13;
    private static final int CANCELLED = 1;

    private final ApiKeys keys;
    private final Submissions submissions;
    private final Polling polling;
    private final BillingAccount account;
    private final ResultFiles files;
    private final SignedUrls urls;
    private final SimulatorClock clock;
    private final boolean redirects;
    private final long urlLife;

    GeminiApi(
            SimulatorConfig config,
            ApiKeys keys,
            Submissions submissions,
            Polling polling,
            BillingAccount account,
            ResultFiles files,
            SignedUrls urls,
            SimulatorClock clock) {
        this.keys = keys;
        this.submissions = submissions;
        this.polling = polling;
        this.account = account;
        this.files = files;
        this.urls = urls;
        this.clock = clock;
        redirects = config.isOn(SimulatorSetting.GEMINI_REDIRECT);
        urlLife = config.millis(SimulatorSetting.URL_LIFE);
    }

    /**
     * Answers a request.
     *
     * @param base the URL of the server, for redirects
     */
    void handle(HttpCall call, String base) throws IOException {
        Optional<Integer> key = keys.google(call);
        Matcher submit = SUBMIT.matcher(call.path());
        if (submit.matches() && call.method().equals("POST")) {
            String model = submit.group(1);
            submissions.submit(
                    call,
                    ErrorForm.GEMINI,
                    key,
                    body -> SimulatedRequest.ofGemini(model, body),
                    GeminiApi::accepted,
                    account::answered);
            return;
        }
        if (key.isEmpty()) {
            call.send(ErrorForm.GEMINI.error(401, "unauthorized", "API key not valid. Please pass a valid API key."));
            return;
        }
        Matcher poll = POLL.matcher(call.path());
        Matcher download = DOWNLOAD.matcher(call.path());
        if (poll.matches() && call.method().equals("GET")) {
            String name = poll.group(1);
            polling.poll(
                    call,
                    ErrorForm.GEMINI,
                    key.get(),
                    poll.group(2),
                    (job, outcome, forced) -> state(name, job, outcome));
        } else if (download.matches() && call.query("alt").orElse("").equals("media")) {
            download(call, key.get(), download, base);
        } else {
            call.send(ErrorForm.GEMINI.error(404, "not_found", "There is no such path"));
        }
    }

    private static WireAnswer accepted(SimulatedJob job) {
        return WireAnswer.json(
                200, MiniJson.object("name", "models/" + job.request().model() + "/operations/" + job.operation()));
    }

    private static WireAnswer state(String name, SimulatedJob job, SimulatedJob.Outcome outcome) {
        Map<String, Object> state = MiniJson.object("name", name);
        if (outcome != SimulatedJob.Outcome.PENDING) {
            state.put("done", true);
        }
        switch (outcome) {
            case PENDING -> {}
            case SUCCEEDED ->
                state.put(
                        "response",
                        MiniJson.object("generateVideoResponse", MiniJson.object("generatedSamples", samples(job))));
            case FILTERED ->
                state.put(
                        "response",
                        MiniJson.object(
                                "generateVideoResponse",
                                MiniJson.object(
                                        "raiMediaFilteredCount",
                                        job.request().count(),
                                        "raiMediaFilteredReasons",
                                        List.of("The prompt was refused by a filter"))));
            case FAILED ->
                state.put("error", MiniJson.object("code", INTERNAL, "message", "The video could not be generated"));
            case CANCELLED ->
                state.put("error", MiniJson.object("code", CANCELLED, "message", "The operation was cancelled"));
        }
        return WireAnswer.json(200, state);
    }

    private static List<Map<String, Object>> samples(SimulatedJob job) {
        List<Map<String, Object>> samples = new ArrayList<>();
        for (int index = 0; index < job.results(); index++) {
            String uri = FILES + "f" + job.number() + "r" + index + ":download?alt=media";
            samples.add(MiniJson.object("video", MiniJson.object("uri", uri)));
        }
        return samples;
    }

    private void download(HttpCall call, int key, Matcher file, String base) {
        Optional<SimulatedJob> job = account.find("op-" + file.group(1), key);
        int index = Integer.parseInt(file.group(2));
        if (job.isEmpty()) {
            call.send(ErrorForm.GEMINI.error(404, "not_found", "There is no such file"));
        } else if (redirects) {
            call.send(WireAnswer.empty(302)
                    .withHeader("Location", base + urls.sign(job.get(), index, clock.now() + urlLife)));
        } else {
            files.send(call, ErrorForm.GEMINI, job.get(), index);
        }
    }
}
