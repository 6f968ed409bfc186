package io.github.reelstore.media;

import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;

/**
 * Guice module that binds {@link MediaProbe} and {@link Thumbnailer}.
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(new MediaModule(MediaConfig.DEFAULT));
 * MediaProbe probe = injector.getInstance(MediaProbe.class);
 * }</pre>
 */
public final class MediaModule extends PrivateModule {

    private final MediaConfig config;

    /** Creates a module with these limits. */
    public MediaModule(MediaConfig config) {
        this.config = config;
    }

    @Override
    protected void configure() {
        expose(MediaProbe.class);
        expose(Thumbnailer.class);
    }

    @Provides
    @Singleton
    MediaProbe probe() {
        return new ParsingProbe(config);
    }

    @Provides
    @Singleton
    Thumbnailer thumbnailer() {
        return new ImageThumbnailer(config);
    }
}
