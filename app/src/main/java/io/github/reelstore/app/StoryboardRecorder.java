package io.github.reelstore.app;

import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.ProjectStoryboard;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StoredSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Records of which projects repositories change the storyboards, by the names of their methods.
 *
 * @param changed receives the projects, one possibly several times
 */
record StoryboardRecorder(Consumer<ProjectId> changed) {

    /** The methods that write. Others only read. */
    static final Set<String> WRITES = Set.of(
            "insert",
            "insertAll",
            "insertStoryboard",
            "update",
            "setPositions",
            "putLine",
            "putLines",
            "deleteLine",
            "putSettings",
            "deleteSettings",
            "insertSelection",
            "insertSelections",
            "reject",
            "unreject");

    <R> R recording(Class<R> type, R repository) {
        return type.cast(Proxy.newProxyInstance(
                StoryboardRecorder.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(repository, arguments);
                        if (arguments != null && WRITES.contains(method.getName())) {
                            record(arguments[0]);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void record(Object argument) {
        if (argument instanceof List<?> rows) {
            rows.forEach(this::record);
        } else if (argument instanceof ProjectStoryboard rows) {
            rows.scenes().forEach(this::record);
            rows.settings().forEach(dated -> record(dated.stored()));
        } else {
            projectOf(argument).ifPresent(changed);
        }
    }

    private static Optional<ProjectId> projectOf(Object argument) {
        if (argument instanceof ProjectId project) {
            return Optional.of(project);
        } else if (argument instanceof Scene scene) {
            return Optional.of(scene.projectId());
        } else if (argument instanceof SceneLine line) {
            return Optional.of(line.projectId());
        } else if (argument instanceof StoredSettings settings) {
            return Optional.of(settings.projectId());
        }
        return argument instanceof Selection choice ? Optional.of(choice.projectId()) : Optional.empty();
    }
}
