package io.github.reelstore.cli.console;

import io.github.reelstore.domain.error.StorageException;
import java.util.List;

/** A failure with the commands that the user can run next. */
public final class Advised extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final StorageException failure;
    private final transient List<String> commands;

    public Advised(StorageException failure, List<String> commands) {
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
