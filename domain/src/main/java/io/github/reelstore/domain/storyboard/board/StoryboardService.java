package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.jobs.RequestedJob;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.SceneTime;
import io.github.reelstore.domain.storyboard.Storyboard;
import io.github.reelstore.domain.storyboard.captions.Caption;
import java.util.List;

/**
 * The storyboards of one profile: what each scene has in each language, what is missing or out of date, and what it costs to change that.
 * Every method may throw {@link StorageException.Unavailable}, and {@link StorageException.NotFound} if the project does not exist in the
 * profile.
 */
public final class StoryboardService {

    private final Transactions transactions;
    private final JobService jobs;
    private final ProfileId profile;

    /**
     * Creates the service for one profile.
     *
     * @param jobs the ledger, with the prices of plans
     */
    public StoryboardService(Transactions transactions, JobService jobs, ProfileId profile) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.profile = profile;
    }

    /** Returns the storyboard of a project in all languages that it speaks. */
    public Storyboard getStoryboard(ProjectId projectId) {
        return getStoryboard(projectId, List.of());
    }

    /**
     * Returns the storyboard of a project. Scenes that only rows name come last, in the order in which their first rows were created. The number of
     * statements has a fixed limit, whatever the number of scenes and takes.
     *
     * @param languages the languages of its audio, as {@link LanguageTag#among} chooses them; empty for those that the project speaks: those of its
     *     lines and takes, and its default language
     */
    public Storyboard getStoryboard(ProjectId projectId, List<LanguageTag> languages) {
        return transactions.readOnly(profile, tx -> new BoardReader(tx, projectId, languages).storyboard());
    }

    /**
     * Returns the least set of requests that makes the cells of a project present: of those that are missing, have failed or are stale. Nothing is
     * written.
     *
     * @throws StorageException.NotFound if the project, or a scene of the scope, does not exist
     */
    public StoryboardPlan plan(ProjectId projectId, PlanScope scope) {
        return new Planner(transactions, jobs, profile).plan(projectId, scope);
    }

    /**
     * Plans, and hands the requests to the ledger as one batch, all or none. Earlier results that are used become the choices of their cells, if
     * they do not stand without that.
     *
     * @throws StorageException.NotFound if the project, a scene of the scope, or an image that is to be sent along, does not exist
     * @throws StorageException.BudgetExceeded if a budget does not have enough left for all of them; nothing was requested
     * @throws StorageException.InvalidInput if a budget covers a request, and its price is not known or has another currency
     */
    public RequestedPlan request(ProjectId projectId, PlanScope scope) {
        return request(plan(projectId, scope));
    }

    /**
     * Hands the requests of a plan to the ledger, as {@link #request(ProjectId, PlanScope)} does, even if the storyboard has changed since.
     *
     * @param plan the plan, such as one whose {@link StoryboardPlan#digest} is that of the plan that was shown
     */
    public RequestedPlan request(StoryboardPlan plan) {
        return new Planner(transactions, jobs, profile).request(plan);
    }

    /**
     * Returns the request for one more take of what a scene says now, even if there is one that is up to date. Nothing is written.
     *
     * @throws StorageException.NotFound if the project or the scene does not exist
     * @throws StorageException.Conflict if nothing can be requested now: without a line, a prompt or a provider, or while the image that a video is
     *     made from is being generated
     */
    public NewJob newTake(ProjectId projectId, CellKey cell) {
        return new Planner(transactions, jobs, profile).newTake(projectId, cell);
    }

    /**
     * Requests {@link #newTake one more take}. When it is stored, it stands as the newest take, unless one that is made from the same was chosen.
     *
     * @return the new job, with its price
     * @throws StorageException as {@link #newTake} and {@link JobService#request} do
     */
    public RequestedJob requestAgain(ProjectId projectId, CellKey cell) {
        return jobs.request(newTake(projectId, cell));
    }

    /**
     * Returns the captions of a project in a language, for the film in that language ({@link SceneTime#heardIn}).
     *
     * @see #captions(ProjectId, LanguageTag, List)
     */
    public List<Caption> captions(ProjectId projectId, LanguageTag language) {
        return captions(projectId, language, List.of());
    }

    /**
     * Returns the captions of a project in a language, in the order of their times: one for each scene that has a line in it, or in a regional form
     * of it. A caption appears
     * when its scene starts ({@link SceneTime}), and disappears when the audio of the scene in that language ends, or with the scene if the
     * language is not heard. A scene that takes no time has no caption, since nothing could be seen of it.
     *
     * @param heard the languages that are heard in the film, such as English for Vietnamese subtitles of an English film
     */
    public List<Caption> captions(ProjectId projectId, LanguageTag language, List<LanguageTag> heard) {
        return transactions.readOnly(
                profile, tx -> sceneCaptions(tx, projectId, language, heard).captions());
    }

    /**
     * Returns the captions of a storyboard that was read, as {@link #captions(ProjectId, LanguageTag, List)} does.
     *
     * @param storyboard the storyboard, with all languages that are heard
     */
    public static List<Caption> captions(Storyboard storyboard, LanguageTag language, List<LanguageTag> heard) {
        return new SceneCaptions(storyboard, language, heard).captions();
    }

    /**
     * Returns the scenes that have a line in a language but no caption, since they take no time: they have neither video nor length, nor audio that
     * is heard.
     *
     * @param storyboard the storyboard, with all languages that are heard
     */
    public static List<String> scenesWithoutCaption(
            Storyboard storyboard, LanguageTag language, List<LanguageTag> heard) {
        return new SceneCaptions(storyboard, language, heard).timeless();
    }

    /** For those who must not go on without captions in a language: says what they need. */
    public static StorageException.NotFound noCaptions(LanguageTag language) {
        return new StorageException.NotFound(
                "captions",
                "There are no captions in " + language
                        + ": that needs scenes with a line in it, and with audio, a video or a length.");
    }

    private static SceneCaptions sceneCaptions(
            Tx tx, ProjectId projectId, LanguageTag language, List<LanguageTag> heard) {
        return new SceneCaptions(new BoardReader(tx, projectId, List.of()).storyboard(), language, heard);
    }

    /**
     * Sets the lines of a language from captions of the film in that language.
     *
     * @see #importCaptions(ProjectId, LanguageTag, List, List)
     */
    public ImportedCaptions importCaptions(ProjectId projectId, LanguageTag language, List<Caption> captions) {
        return importCaptions(projectId, language, captions, List.of());
    }

    /**
     * Sets the lines of a language from captions. A caption belongs to the scene whose id it has, else to the one in whose time its middle is;
     * several captions of a scene become one line, with a line break between them. Lines of scenes without a caption stay, and so do lines with
     * the same text; a line that is replaced stays a translation of what it was translated from.
     *
     * @param heard the languages that are heard in the film, as for {@link #captions(ProjectId, LanguageTag, List)}
     * @throws StorageException.InvalidInput if there is no caption
     */
    public ImportedCaptions importCaptions(
            ProjectId projectId, LanguageTag language, List<Caption> captions, List<LanguageTag> heard) {
        SceneCaptions.requireAny(captions);
        return transactions.inTransaction(
                profile, tx -> sceneCaptions(tx, projectId, language, heard).store(tx, captions));
    }

    /**
     * Returns what {@link #importCaptions(ProjectId, LanguageTag, List, List)} would change, and changes nothing.
     *
     * @throws StorageException.InvalidInput if there is no caption
     */
    public ImportedCaptions previewImport(
            ProjectId projectId, LanguageTag language, List<Caption> captions, List<LanguageTag> heard) {
        SceneCaptions.requireAny(captions);
        return transactions.readOnly(
                profile, tx -> sceneCaptions(tx, projectId, language, heard).compare(tx, captions));
    }
}
