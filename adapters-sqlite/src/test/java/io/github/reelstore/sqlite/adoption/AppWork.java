package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The statements of the desktop app. As a program, it runs them with the driver that is on its class path. */
final class AppWork {

    private static final String ADDED_PROFILE = "profile_1770000000000_new";

    private AppWork() {}

    /** Prints the version of SQLite and the file's state before and after the app's work, and the results of the work. */
    public static void main(String[] arguments) throws SQLException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Path file = Path.of(arguments[0]);
        try (LegacyApp app = LegacyApp.open(file)) {
            out.println("SQLite " + app.query("SELECT sqlite_version()"));
            out.println("before " + app.query("PRAGMA integrity_check"));
        }
        on(file, Shape.valueOf(arguments[1]), arguments[2], arguments[3]).forEach(out::println);
        try (LegacyApp app = LegacyApp.open(file)) {
            out.println("after " + app.query("PRAGMA integrity_check"));
        }
    }

    /** Runs all of them and returns their results. */
    static List<String> on(LegacyDatabase legacy) throws SQLException {
        return on(
                legacy.file(),
                legacy.shape(),
                legacy.profiles().get(0),
                legacy.projects().get(0));
    }

    private static List<String> on(Path file, Shape shape, String profile, String project) throws SQLException {
        List<String> results = new ArrayList<>();
        try (LegacyApp app = LegacyApp.open(file)) {
            app.start();
            results.add("profile " + app.insertProfile(ADDED_PROFILE));
            results.add("project " + app.insertProject("veo3_new", "new project", ADDED_PROFILE));
            for (int n = 2_000; n < 2_010; n++) {
                int number = n;
                results.add(tried(() -> app.insertVideo(number, number % 2 == 0 ? ADDED_PROFILE : profile, project)));
            }
            results.add(tried(() -> app.insertVideo(2_000, profile, project)));
            results.add(tried(() -> app.insertVideo(2_100, "unknown profile", project)));
            if (app.version() == 35 || shape != Shape.VIDEO_ID) {
                videos(app, profile, results);
            }
            if (app.hasTable("veo3_video_upscales")) {
                results.add("upscale "
                        + tried(() -> app.insertUpscale("u1", LegacyDatabase.videoId(2_001), profile, project)));
            }
            results.add("deleted " + app.deleteProfile(ADDED_PROFILE));
        }
        return results;
    }

    private static void videos(LegacyApp app, String profile, List<String> results) throws SQLException {
        results.add("completed " + app.completeVideo(LegacyDatabase.videoId(2_001)));
        results.add("completed " + app.completeVideo(LegacyDatabase.videoId(4)));
        results.add("completed " + app.completeVideo("none"));
        results.addAll(app.video(LegacyDatabase.videoId(2_001)));
        results.addAll(app.videosOfScene(LegacyVideos.uuid("scene 2001")));
        results.addAll(app.videosOfProfile(profile));
        results.addAll(app.videosOfStatus("completed"));
        results.addAll(app.videosOfStatus("pending"));
        if (app.version() > 10) {
            results.add("media " + app.addMedia(LegacyDatabase.videoId(2_001)));
        }
    }

    @FunctionalInterface
    private interface Statement {
        int run() throws SQLException;
    }

    /** Some tables reject some inserts; both files must reject the same ones. */
    private static String tried(Statement statement) {
        try {
            return "inserted " + statement.run();
        } catch (SQLException e) {
            return "refused";
        }
    }
}
