package io.github.reelstore.app;

/** What kind of value an option has, and so how {@link Values#check} checks it. */
enum ValueType {
    TEXT,
    SECRET,
    URL,
    PROFILE,
    DURATION,
    WHOLE_NUMBER,
    FLAG,
    ENDPOINT,
    PATH,
    ENCRYPTION
}
