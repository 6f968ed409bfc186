package io.github.reelstore.app.cli;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.service.Undeleted;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelstore undelete}. */
@Command(
        name = "undelete",
        description = "Brings a deleted file back that has not been collected yet.",
        footer = "Its row does not come back: the file gets a new one, as an image, speech, a clip or the final cut.")
final class UndeleteCommand implements Runnable {

    private final Session session;

    @Parameters(paramLabel = "KEY", description = "the file")
    private @Nullable BlobKey key;

    @Option(
            names = "--project",
            paramLabel = "ID",
            description = "the project that gets it; otherwise the one that its key names")
    private @Nullable ProjectId project;

    UndeleteCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        if (key == null) {
            throw new IllegalStateException("picocli requires KEY");
        }
        Undeleted undeleted = session.store().undeletion().undelete(key, Optional.ofNullable(project));
        session.print(
                new Printed(
                        undeleted.key().value(),
                        undeleted.project(),
                        undeleted.row().value(),
                        undeleted.rowId()),
                layout -> "Brought " + undeleted.key() + " back, as " + undeleted.row() + " " + undeleted.rowId()
                        + " of project " + SafeText.of(undeleted.project().value()) + ".\n");
    }

    private record Printed(String key, ProjectId project, String row, String id) {}
}
