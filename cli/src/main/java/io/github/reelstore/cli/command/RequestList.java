package io.github.reelstore.cli.command;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Reads a list of requests in JSON Lines. Since all are requested or none, the first line that is not valid ends the list with an
 * exception.
 */
final class RequestList implements JsonLines.Receiver {

    private final Function<LineFields, NewJob> request;
    private final List<NewJob> requests = new ArrayList<>();

    /** @param request builds the request of a line */
    RequestList(Function<LineFields, NewJob> request) {
        this.request = request;
    }

    /**
     * Reads the whole list.
     *
     * @throws StorageException.InvalidInput if a line is not valid
     * @throws StorageException.NotFound if an image that a line names does not exist
     */
    List<NewJob> read(InputStream in) throws IOException {
        new JsonLines("{\"provider\": \"veo\", \"kind\": \"video\", \"prompt\": \"Dusk\"}").read(in, this);
        return requests;
    }

    @Override
    public void line(long number, Map<String, JsonNode> members) {
        try {
            JsonLines.requireKnown(members, NewJobOptions.FIELDS);
            requests.add(request.apply(() -> members));
        } catch (StorageException.InvalidInput e) {
            invalid(number, e);
        } catch (StorageException.NotFound e) {
            throw new StorageException.NotFound(e.subject(), message(number, e));
        }
    }

    @Override
    public void invalid(long number, StorageException.InvalidInput problem) {
        throw new StorageException.InvalidInput(problem.subject(), message(number, problem), problem);
    }

    private static String message(long number, StorageException problem) {
        return "Nothing was requested, because of line " + number + ": " + problem.getMessage();
    }
}
