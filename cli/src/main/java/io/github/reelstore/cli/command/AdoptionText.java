package io.github.reelstore.cli.command;

import io.github.reelstore.app.MediaImport;
import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.sqlite.adoption.AdoptedProfile;
import io.github.reelstore.sqlite.adoption.AdoptionPlan;
import io.github.reelstore.sqlite.adoption.AdoptionResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The plan or the result of an adoption as text. */
final class AdoptionText {

    private static final int MAX_FILES = 10;

    private final Layout layout;

    AdoptionText(Layout layout) {
        this.layout = layout;
    }

    String plan(Path file, AdoptionPlan plan, String next) {
        if (plan.isEmpty()) {
            return "Nothing to do: " + SafeText.of(file.toString())
                    + " is already adopted, and no project is missing.\n" + warnings(plan);
        }
        return additions("To be added to " + file, plan).render() + warnings(plan) + "Nothing was written. Next: "
                + SafeText.of(next) + "\n";
    }

    String result(
            Path file,
            AdoptionResult result,
            List<AdoptedProfile> profiles,
            Function<ProfileId, String> listCommand,
            Optional<MediaImport.Summary> media) {
        AdoptionPlan changes = result.changes();
        Details added = changes.isEmpty()
                ? new Details(layout, "Nothing to add to " + file)
                : additions("Added to " + file, changes);
        return added.whole("backup", result.backup()).render()
                + (changes.isEmpty() ? "" : warnings(changes))
                + media.map(this::media).orElse("")
                + profiles(profiles, listCommand);
    }

    private Details additions(String heading, AdoptionPlan plan) {
        return new Details(layout, heading)
                .whole("tables", names(plan.tables()))
                .whole("columns", names(plan.columns()))
                .whole("indexes", names(plan.indexes()))
                .whole("projects", plan.projects() + " (for " + Layout.count(plan.generations(), "video") + ")");
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "none" : names.size() + ": " + String.join(", ", names);
    }

    private String warnings(AdoptionPlan plan) {
        StringBuilder lines = new StringBuilder();
        for (String warning : plan.warnings()) {
            lines.append(layout.style().bold("Note: "))
                    .append(SafeText.of(warning))
                    .append('\n');
        }
        return lines.toString();
    }

    private String media(MediaImport.Summary media) {
        return "Imported " + Layout.count(media.imported(), "file") + ", " + Layout.size(media.bytes()) + ".\n"
                + files("Not on this machine", media.missing())
                + files("Cannot be stored", media.refused())
                + files("Stored, but incomplete", media.damaged());
    }

    private static String files(String heading, List<MediaImport.Left> videos) {
        if (videos.isEmpty()) {
            return "";
        }
        StringBuilder lines = new StringBuilder(heading + ": " + Layout.count(videos.size(), "file") + "\n");
        videos.stream()
                .limit(MAX_FILES)
                .forEach(video -> lines.append("  ")
                        .append(SafeText.of(video.path()))
                        .append("  ")
                        .append(SafeText.of(video.reason()))
                        .append('\n'));
        if (videos.size() > MAX_FILES) {
            lines.append("  and ").append(videos.size() - MAX_FILES).append(" more; --json lists them all\n");
        }
        return lines.toString();
    }

    private String profiles(List<AdoptedProfile> profiles, Function<ProfileId, String> listCommand) {
        if (profiles.isEmpty()) {
            return "";
        }
        TextTable table = new TextTable(layout, 0, "PROFILE", "PROJECTS");
        profiles.forEach(profile -> table.row(profile.id().value(), String.valueOf(profile.projects())));
        return table.render() + "Next: "
                + SafeText.of(listCommand.apply(profiles.get(0).id())) + "\n";
    }
}
