package io.github.reelstore.app.cli;

import io.github.reelstore.domain.error.StorageException;
import java.util.List;

/** A failure with the commands that a person may go on with. */
final class Advised extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final StorageException failure;
    private final transient List<String> commands;

    Advised(StorageException failure, List<String> commands) {
        super(failure);
        this.failure = failure;
        this.commands = List.copyOf(commands);
    }

    StorageException failure() {
        return failure;
    }

    List<String> commands() {
        return commands;
    }
}
