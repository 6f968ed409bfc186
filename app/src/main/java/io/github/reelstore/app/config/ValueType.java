package io.github.reelstore.app.config;

/** What kind of value an option has, and so how {@link OptionParsers#check} checks it. */
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
