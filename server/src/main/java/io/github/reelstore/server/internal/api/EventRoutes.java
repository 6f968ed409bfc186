package io.github.reelstore.server.internal.api;

import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import java.util.LinkedHashMap;
import java.util.Map;

/** The operation that tells what changes. */
final class EventRoutes {

    private static final String LAST = "Last-Event-ID";

    private EventRoutes() {}

    static Route of(ChangeFeed feed, RecordSchemas schemas) {
        return Route.of(
                        "GET",
                        Paths.API + "/events",
                        "listenToEvents",
                        "Sends an event for each row that changes, until the client closes the connection (Server-Sent"
                                + " Events).",
                        exchange -> Answer.events(
                                exchange.store().profile(), feed.events(exchange.store(), exchange.header(LAST))))
                .header(LAST, "The id of the last event that the client got: it gets those that it missed.")
                .answers(
                        200,
                        "Events \"change\", whose data is a Change; and \"reset\" after which a client reads all again,"
                                + " since it missed something.",
                        "text/event-stream",
                        Schema.STRING
                                .with("contentMediaType", "text/event-stream")
                                .with("contentSchema", change(schemas).members()));
    }

    /** The data of an event. */
    private static Schema change(RecordSchemas schemas) {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("action", Schema.oneOf(ChangeChannel.ACTIONS));
        members.put("kind", Schema.oneOf(ChangeChannel.KINDS));
        members.put("id", Schema.STRING);
        members.put("projectId", Schema.STRING.nullable());
        return schemas.named("Change", Schema.object(members, members.keySet()));
    }
}
