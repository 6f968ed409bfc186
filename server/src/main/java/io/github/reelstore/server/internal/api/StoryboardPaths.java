package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import java.util.Arrays;
import java.util.Optional;

/** The paths of the storyboard of a project, and what they name. */
public final class StoryboardPaths {

    static final String PROJECT = Paths.API + "/projects/{project}";
    static final String SCENE = PROJECT + "/scenes/{scene}";
    static final String TAKES = SCENE + "/takes/{track}";

    private StoryboardPaths() {}

    static Route ofProject(String method, String path, String id, String summary, Route.Action action) {
        return Route.of(method, path, id, summary, action).path("project", "The id of the project.");
    }

    static Route ofScene(String method, String path, String id, String summary, Route.Action action) {
        return ofProject(method, path, id, summary, action).path("scene", "The id of the scene.");
    }

    /** A track in the path, and the language of audio in the query. */
    static Route withTrack(Route route) {
        return route.path("track", "The track: image, audio or video.")
                .query("language", "The language of audio, a BCP 47 tag; images and videos have none.", Schema.STRING);
    }

    static ProjectId project(Exchange exchange) {
        return new ProjectId(exchange.path("project"));
    }

    static String scene(Exchange exchange) {
        return exchange.path("scene");
    }

    static MediaKind track(Exchange exchange) {
        return track(exchange.path("track"));
    }

    /**
     * The track of a name.
     *
     * @throws StorageException.InvalidInput if no track has that name
     */
    public static MediaKind track(String name) {
        return Arrays.stream(MediaKind.values())
                .filter(kind -> JobRequest.nameOf(kind).equals(name))
                .findFirst()
                .orElseThrow(() -> new StorageException.InvalidInput(
                        "track", "A track is image, audio or video; not " + Messages.quoted(name) + "."));
    }

    static Optional<LanguageTag> language(Exchange exchange) {
        return exchange.query("language").map(LanguageTag::of);
    }

    static CellKey cell(Exchange exchange) {
        return new CellKey(scene(exchange), track(exchange), language(exchange));
    }
}
