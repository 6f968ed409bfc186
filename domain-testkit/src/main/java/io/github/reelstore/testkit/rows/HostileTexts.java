package io.github.reelstore.testkit.rows;

import java.util.List;

/** Texts that are likely to be stored or found wrongly. */
final class HostileTexts {

    /** Texts with a meaning in SQL, patterns, paths or drivers. */
    static final List<String> STORABLE = List.of(
            "'; DROP TABLE video_projects; --",
            "' OR '1'='1",
            "\" OR \"\"=\"",
            "x'); DELETE FROM blob_tombstones WHERE ('1'='1",
            "a' UNION SELECT profile_id FROM video_projects --",
            "/* comment */ ; -- comment",
            "%",
            "_",
            "%_\\",
            "\\",
            "\\'",
            "\\\\'; SELECT pg_sleep(9); --",
            "$$ dollars $tag$ x $tag$ $1",
            "E'\\x27' U&'\\0027'",
            "?",
            "?1 :name @name $name",
            "#{profile} ${videos} ${java.lang.Runtime}",
            "[a-z]*?.GLOB",
            "line\nline\r\nline\rline",
            "\t\b\f\u001B[2J\u0007",
            "\u202Etxt.exe\u202C \u2066 \u200E",
            "👩‍🚀🎬🇻🇳",
            "Đêm trên biển, tiếng Việt",
            "e\u0301 ế",
            "\uFEFF\uFFFD\uFFFE\uFFFF\uDBFF\uDFFF",
            "../../../etc/passwd",
            "C:\\Windows\\..\\x",
            "null",
            "NULL",
            "0x00",
            "1e999",
            "true",
            "{\"a\": [\"'\"]}");

    /** Texts that at least one of the databases cannot store. */
    static final List<String> UNSTORABLE =
            List.of("a\u0000b", "\u0000", "a\uD83C", "\uDFAC", "\uDFAC\uD83C", "\uD83C\uD83C");

    private HostileTexts() {}
}
