package io.github.reelstore.testkit.fault;

import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reports each call of the ports to a watch, so that a test can block the thread there, fail the call, or kill the
 * process. A step is named by its side and its call:
 *
 * <pre>
 * before publish               before transaction
 * after publish                before references.release
 *                              before commit
 * </pre>
 *
 * <p>The work of a transaction ends at {@code before commit}; at {@code after commit}, {@code inTransaction} has
 * returned. A read-only transaction has {@code before reading} and {@code after reading}.
 */
public final class PortTracer {

    private static final Set<String> REPOSITORIES = Set.of(
            "projects",
            "generations",
            "images",
            "audio",
            "references",
            "maintenance",
            "jobs",
            "jobQueue",
            "budgets",
            "scenes",
            "takes",
            "archive");

    private PortTracer() {}

    /** Called for each step, in the thread that makes the call. An exception that it throws is thrown by the call. */
    @FunctionalInterface
    public interface Watch {

        /** Called at a step, such as {@code before publish}. */
        void at(String step);
    }

    /** Wraps a blob store so that its calls are watched. The wrapper implements the same port interfaces. */
    public static BlobStore watched(BlobStore blobs, Watch watch) {
        return proxy(BlobStore.class, blobs, (method, arguments) -> switch (method.getName()) {
            case "close", "description", "equals", "hashCode", "toString" -> call(blobs, method, arguments);
            default -> between(watch, method.getName(), () -> call(blobs, method, arguments));
        });
    }

    /** Wraps a database so that its transactions and their calls are watched. */
    public static Transactions watched(Transactions transactions, Watch watch) {
        return proxy(Transactions.class, transactions, (method, arguments) -> switch (method.getName()) {
            case "inTransaction" -> transaction(transactions, method, arguments, watch);
            case "readOnly" -> between(watch, "reading", () -> call(transactions, method, arguments));
            default -> call(transactions, method, arguments);
        });
    }

    private static @Nullable Object transaction(
            Transactions transactions, Method method, Object[] arguments, Watch watch) throws Throwable {
        Transactions.Work<?, ?> work = (Transactions.Work<?, ?>) arguments[1];
        Transactions.Work<?, ?> watched = tx -> {
            watch.at("after begin");
            @Nullable Object result = work.run(watched(tx, watch));
            watch.at("before commit");
            return result;
        };
        watch.at("before transaction");
        @Nullable Object result = call(transactions, method, new Object[] {arguments[0], watched});
        watch.at("after commit");
        return result;
    }

    private static Tx watched(Tx tx, Watch watch) {
        return proxy(Tx.class, tx, (method, arguments) -> {
            @Nullable Object part = call(tx, method, arguments);
            return REPOSITORIES.contains(method.getName())
                    ? repository(method.getReturnType(), Objects.requireNonNull(part), method.getName(), watch)
                    : part;
        });
    }

    private static <T> T repository(Class<T> type, Object repository, String name, Watch watch) {
        return proxy(
                type,
                repository,
                (method, arguments) ->
                        between(watch, name + "." + method.getName(), () -> call(repository, method, arguments)));
    }

    private interface Call {
        @Nullable Object run() throws Throwable;
    }

    private static @Nullable Object between(Watch watch, String name, Call call) throws Throwable {
        watch.at("before " + name);
        @Nullable Object result = call.run();
        watch.at("after " + name);
        return result;
    }

    private static @Nullable Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private interface Handler {
        @Nullable Object handle(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Object target, Handler handler) {
        Set<Class<?>> ports = new LinkedHashSet<>(Set.of(type));
        for (Class<?> one : target.getClass().getInterfaces()) {
            if (one.getPackage().equals(type.getPackage())) {
                ports.add(one);
            }
        }
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                ports.toArray(Class<?>[]::new),
                (proxy, method, arguments) -> handler.handle(method, arguments == null ? new Object[0] : arguments)));
    }
}
