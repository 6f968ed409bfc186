package io.github.reelstore.domain.model;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.media.FrameRate;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Creates rows by reflection, so that no component is forgotten. The value of a component depends on its name and a
 * number.
 */
final class Samples {

    /** The records of the four tables. */
    static final List<Class<? extends Record>> ROWS =
            List.of(VideoProject.class, VideoGeneration.class, ImageGeneration.class, AudioGeneration.class);

    private Samples() {}

    /** A row with every component set; other numbers give other values. */
    static <R extends Record> R full(Class<R> type, int number) {
        return construct(
                type,
                Arrays.stream(type.getRecordComponents())
                        .map(component -> value(component.getGenericType(), component.getName(), number))
                        .toArray());
    }

    /** The row with another value; throws the exception of the record's constructor. */
    static <R extends Record> R with(R row, String name, Object value) {
        @SuppressWarnings("unchecked") // the class of a record is that of its type
        Class<R> type = (Class<R>) row.getClass();
        return construct(
                type,
                Arrays.stream(type.getRecordComponents())
                        .map(component ->
                                component.getName().equals(name) ? wrapped(component, value) : get(row, component))
                        .toArray());
    }

    private static Object wrapped(RecordComponent component, Object value) {
        return component.getType() == Optional.class ? Optional.of(value) : value;
    }

    static Object get(Record row, RecordComponent component) {
        try {
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot read " + component, e);
        }
    }

    /** The type of the values, without the Optional around it. */
    static Type typeOf(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType optional
                ? optional.getActualTypeArguments()[0]
                : component.getGenericType();
    }

    private static <R extends Record> R construct(Class<R> type, Object[] values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new AssertionError(e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot construct " + type, e);
        }
    }

    private static Object value(Type type, String name, int number) {
        if (type instanceof ParameterizedType optional) {
            return Optional.of(value(optional.getActualTypeArguments()[0], name, number));
        }
        int unique = Math.abs(name.hashCode() % 10_000) * 10 + number;
        return switch (type.getTypeName().replaceAll(".*\\.", "")) {
            case "String" -> name + " " + number;
            case "long", "Long" -> (long) unique;
            case "Integer" -> unique;
            case "Instant" -> Instant.EPOCH.plusNanos(unique * 1_000L);
            case "BlobKey" -> new BlobKey("files/" + name + number);
            case "ContentHash" -> new ContentHash(String.format("%064x", unique));
            case "Seed" -> Seed.of(unique);
            case "FrameRate" -> new FrameRate(unique + 1L, 1001);
            case "JsonText" -> JsonText.arrayOf(List.of(name + number));
            case "MadeFrom" -> MadeFrom.NOTHING.with(Ingredient.TEXT, name + number);
            case "MediaInfo" -> MediaInfo.NONE.withAbsent(List.of(name + number));
            case "LanguageTag" -> LanguageTag.of(List.of("en", "pt-BR", "vi").get(number));
            case "ProjectStatus" ->
                List.of(ProjectStatus.DRAFT, ProjectStatus.ARCHIVED, ProjectStatus.IN_PROGRESS)
                        .get(number);
            case "GenerationStatus" -> new GenerationStatus(name + number);
            case "ProfileId" -> new ProfileId(name + number);
            case "ChannelId" -> new ChannelId(name + number);
            case "ProjectId" -> new ProjectId(name + number);
            case "GenerationId" -> new GenerationId(name + number);
            case "ImageId" -> new ImageId(name + number);
            case "AudioId" -> new AudioId(name + number);
            default -> throw new AssertionError("no sample of " + type);
        };
    }
}
