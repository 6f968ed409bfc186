package io.github.reelstore.testkit;

import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * Virtual threads, which Java has since version 21; Reelstore is compiled for 17. In a test that runs on one, the contracts start virtual
 * threads too.
 */
public final class VirtualThreads {

    private VirtualThreads() {}

    /** Whether the current thread is a virtual one. */
    public static boolean isCurrent() {
        try {
            return (boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
        } catch (NoSuchMethodException e) {
            return false;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Starts virtual threads.
     *
     * @throws UnsupportedOperationException if this Java has none
     */
    public static ThreadFactory factory() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException("virtual threads need Java 21 or newer", e);
        }
    }

    /** Starts threads of the current thread's kind. */
    public static ThreadFactory likeCurrent() {
        return isCurrent() ? factory() : Executors.defaultThreadFactory();
    }
}
