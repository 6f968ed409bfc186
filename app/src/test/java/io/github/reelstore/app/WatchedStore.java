package io.github.reelstore.app;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.testkit.fault.PortTracer;

/** Opens stores of which each step at a port is watched. */
public final class WatchedStore {

    private WatchedStore() {}

    /** Opens a store. */
    public static Reelstore open(ReelstoreConfig config, PortTracer.Watch watch) {
        return Reelstore.of(watched(Resources.open(config), watch), config.profile());
    }

    static Resources watched(Resources real, PortTracer.Watch watch) {
        return new Resources(
                PortTracer.watched(real.transactions(), watch),
                real.ids(),
                PortTracer.watched(real.blobs(), watch),
                real.probe(),
                real.thumbnailer());
    }
}
