package io.github.reelstore.app.config;

/** The type of an option's value, which decides how {@link OptionParsers#check} checks it. */
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
