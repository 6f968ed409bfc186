package io.github.reelstore.export.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The attributes of an XML element, in order. */
final class Attributes {

    /** An attribute. */
    record Attribute(String name, String value) {}

    private final List<Attribute> attributes = new ArrayList<>();

    /** The first attribute. */
    static Attributes of(String name, Object value) {
        return new Attributes().and(name, value);
    }

    static Attributes none() {
        return new Attributes();
    }

    Attributes and(String name, Object value) {
        attributes.add(new Attribute(name, value.toString()));
        return this;
    }

    /** Left out if there is no value. */
    Attributes and(String name, Optional<?> value) {
        value.ifPresent(present -> and(name, present));
        return this;
    }

    List<Attribute> all() {
        return attributes;
    }
}
