package io.github.reelstore.domain.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Generates the builder of a row when it is compiled. Each optional column has two setters: one takes the value or
 * null, one an {@code Optional}.
 */
@RecordBuilder.Template(
        options =
                @RecordBuilder.Options(
                        addConcreteSettersForOptional =
                                RecordBuilder.ConcreteSettersForOptionalMode.ENABLED_WITH_NULLABLE_ANNOTATION,
                        nullableAnnotationClass = "org.jspecify.annotations.Nullable",
                        addClassRetainedGenerated = false,
                        addStaticBuilder = false,
                        enableGetters = false,
                        enableWither = false))
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.TYPE)
@interface RowBuilder {}
