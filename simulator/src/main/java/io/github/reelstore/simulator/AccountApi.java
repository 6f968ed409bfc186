package io.github.reelstore.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads the account, and orders faults. For tests: it needs no API key, and meets no faults. */
final class AccountApi {

    private static final int DEFAULT_PAGE = 1_000;
    private static final int MAX_PAGE = 10_000;

    private final BillingAccount account;
    private final FaultPlan faults;

    AccountApi(BillingAccount account, FaultPlan faults) {
        this.account = account;
        this.faults = faults;
    }

    void handle(HttpCall call) throws IOException {
        switch (call.method() + " " + call.path()) {
            case "GET /account" -> call.send(WireAnswer.json(200, account.totals(faults.counts())));
            case "GET /account/entries" ->
                call.send(WireAnswer.json(
                        200,
                        account.entries(
                                call.number("after", 0),
                                Math.max(1, Math.min(MAX_PAGE, call.number("limit", DEFAULT_PAGE))))));
            case "GET /account/duplicates" -> call.send(WireAnswer.json(200, account.duplicates()));
            case "POST /control/faults" -> order(call);
            default -> call.send(ErrorForm.NATIVE.error(404, "not_found", "There is no such path"));
        }
    }

    private void order(HttpCall call) throws IOException {
        Map<String, Object> body = MiniJson.parseObject(new String(call.body(), StandardCharsets.UTF_8));
        Fault fault = Fault.of(MiniJson.text(body, "fault").orElse(""));
        int times = MiniJson.number(body, "times")
                .map(number -> Math.max(0, number.intValue()))
                .orElse(1);
        faults.order(fault, times);
        call.send(WireAnswer.json(200, MiniJson.object("fault", fault.id(), "times", times)));
    }
}
