package io.github.reelstore.testtools;

import io.github.reelstore.testkit.VirtualThreads;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs every test, with what comes before and after it, on virtual threads. It has an effect only if JUnit detects extensions by itself,
 * as {@code .ci/virtual-threads} says.
 */
public final class OnVirtualThreads implements InvocationInterceptor, BeforeAllCallback {

    private static final long MINUTES = 2;

    @Override
    public void beforeAll(ExtensionContext context) {
        pinned(context);
    }

    private static PinnedThreads pinned(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(OnVirtualThreads.class))
                .computeIfAbsent(PinnedThreads.class, key -> new PinnedThreads(), PinnedThreads.class);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation);
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        runTest(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        runTest(invocation, context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
            throws Throwable {
        runTest(invocation, context);
    }

    private static void runTest(Invocation<@Nullable Void> invocation, ExtensionContext context) throws Throwable {
        run(invocation);
        pinned(context).tested();
    }

    private static void run(Invocation<@Nullable Void> invocation) throws Throwable {
        FutureTask<@Nullable Throwable> task = new FutureTask<>(() -> failure(invocation));
        Thread thread = VirtualThreads.factory().newThread(task);
        thread.start();
        Throwable failure;
        try {
            failure = task.get(MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            failure = e.getCause();
        } catch (TimeoutException e) {
            throw new AssertionError("The virtual thread has not ended within " + MINUTES + " minutes. It is at\n"
                    + Arrays.stream(thread.getStackTrace())
                            .map(frame -> "    " + frame)
                            .collect(Collectors.joining("\n")));
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable Throwable failure(Invocation<@Nullable Void> invocation) {
        if (!VirtualThreads.isCurrent()) {
            return new AssertionError("not a virtual thread");
        }
        try {
            invocation.proceed();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }
}
