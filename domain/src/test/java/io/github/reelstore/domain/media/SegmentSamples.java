package io.github.reelstore.domain.media;

import io.github.reelstore.domain.internal.KeySegment;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Valid and invalid segments of keys; ids follow the same rules. */
public final class SegmentSamples {

    private SegmentSamples() {}

    static Stream<String> good() {
        return Stream.of(
                "a",
                "Z",
                "0",
                "0193f5d2-7b4c-7aaa-8bbb-cccccccccccc",
                "A.b_c~d@e+f=g-h",
                "a..b",
                "a.b.c",
                "-",
                "--help",
                "~",
                "_",
                "con-",
                "console",
                "com",
                "com10",
                "comx",
                "lpt",
                "nul_",
                "xnul.txt",
                "auxiliary",
                "x".repeat(KeySegment.MAX_ID_LENGTH));
    }

    public static Stream<String> bad() {
        List<String> reserved = List.of("con", "prn", "aux", "nul", "com0", "com1", "com9", "lpt0", "lpt1", "lpt9");
        return Stream.of(
                        Stream.of(
                                "",
                                ".",
                                "..",
                                "...",
                                ".a",
                                "a.",
                                "..a",
                                "a b",
                                " a",
                                "a ",
                                "a\t",
                                "a\n",
                                "\n",
                                "a\\b",
                                "\\",
                                "a\0",
                                "\0",
                                "a:b",
                                "C:",
                                "a*",
                                "a?",
                                "a\"",
                                "a<b",
                                "a>b",
                                "a|b",
                                "a#b",
                                "a%2Fb",
                                "%2e%2e",
                                "a&b",
                                "a'b",
                                "a,b",
                                "a;b",
                                "a$b",
                                "conin$",
                                "a!b",
                                "a(b)",
                                "a[b]",
                                "a{b}",
                                "é",
                                "e\u0301",
                                "日本",
                                "🎬",
                                "\uD83C",
                                "\u202Ea",
                                "ａ",
                                "．．",
                                "a\u200Bb",
                                "a\u007Fb",
                                "x".repeat(KeySegment.MAX_LENGTH + 1),
                                "x".repeat(300)),
                        reserved.stream(),
                        reserved.stream().map(name -> name.toUpperCase(Locale.ROOT)),
                        reserved.stream().map(name -> name + ".txt"),
                        reserved.stream().map(name -> name + ".tar.gz"),
                        Stream.of("Con", "nUl.TXT", "AuX.mp4", "Com1.PNG"))
                .flatMap(texts -> texts);
    }
}
