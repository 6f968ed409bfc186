package io.github.reelstore.app;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.maintenance.MaintenanceService;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.domain.storyboard.board.SceneService;
import io.github.reelstore.domain.storyboard.board.StoryboardService;
import io.github.reelstore.domain.storyboard.board.TakeService;

/**
 * A Guice module for programs that want the store injected. It binds {@link Reelstore}, and the {@link ProjectService},
 * {@link GenerationService}, {@link MediaService}, {@link JobService}, {@link SceneService}, {@link TakeService}, {@link
 * StoryboardService} and {@link MaintenanceService} of the configured profile, all of one store.
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(new ReelstoreModule(config));
 * Reelstore store = injector.getInstance(Reelstore.class);
 * }</pre>
 *
 * <p>The store is opened when one of them is first injected, as {@link Reelstore#open(ReelstoreConfig)} does; Guice
 * wraps what that throws in a {@code ProvisionException}. Guice closes nothing: close the store when the program ends.
 * The services can be used until then.
 */
public final class ReelstoreModule extends AbstractModule {

    private final ReelstoreConfig config;

    /** Creates a module for one store. */
    public ReelstoreModule(ReelstoreConfig config) {
        this.config = config;
    }

    @Provides
    @Singleton
    Reelstore store() {
        return Reelstore.open(config);
    }

    @Provides
    ProjectService projects(Reelstore store) {
        return store.projects();
    }

    @Provides
    GenerationService generations(Reelstore store) {
        return store.generations();
    }

    @Provides
    MediaService media(Reelstore store) {
        return store.media();
    }

    @Provides
    JobService jobs(Reelstore store) {
        return store.jobs();
    }

    @Provides
    SceneService scenes(Reelstore store) {
        return store.scenes();
    }

    @Provides
    TakeService takes(Reelstore store) {
        return store.takes();
    }

    @Provides
    StoryboardService storyboard(Reelstore store) {
        return store.storyboard();
    }

    @Provides
    MaintenanceService maintenance(Reelstore store) {
        return store.maintenance();
    }
}
