package io.github.reelstore.export.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.media.FrameRate;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** {@code export/checks/fcpxml} validates the file against Apple's definition, which is not ours to copy. */
class FcpxmlWriterTest {

    private static final FrameRate NTSC = new FrameRate(30_000, 1001);

    private Timeline timeline;
    private Element root;

    @BeforeEach
    void setUp() throws Exception {
        timeline = SampleFilm.everything(NTSC);
        root = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(FcpxmlWriter.write(timeline)))
                .getDocumentElement();
    }

    private List<Element> elements(String name) {
        NodeList nodes = root.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (int i = 0; i < parent.getChildNodes().getLength(); i++) {
            if (parent.getChildNodes().item(i) instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    /** The time in frames, which must be a whole number of them. */
    private static long frames(String time) {
        if (time.equals("0s")) {
            return 0;
        }
        assertThat(time).endsWith("/30000s");
        long numerator = Long.parseLong(time.substring(0, time.indexOf('/')));
        assertThat(numerator % 1001).isZero();
        return numerator / 1001;
    }

    @Test
    void theStorylineHasNoHolesAndLastsAsLongAsTheSequence() {
        long at = 0;
        for (Element item : children(elements("spine").get(0))) {
            assertThat(frames(item.getAttribute("offset"))).isEqualTo(at);
            at += frames(item.getAttribute("duration"));
        }
        assertThat(at).isEqualTo(timeline.frames());
        assertThat(frames(elements("sequence").get(0).getAttribute("duration"))).isEqualTo(at);
    }

    @Test
    void missingScenesAreGapsAndStillsAreVideoElements() {
        assertThat(children(elements("spine").get(0)))
                .extracting(Element::getTagName)
                .containsExactly("asset-clip", "gap", "video", "gap", "asset-clip");
    }

    @Test
    void everyReferenceHasItsResource() {
        Set<String> ids = new HashSet<>();
        elements("*").stream()
                .map(element -> element.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .forEach(id -> assertThat(ids.add(id)).isTrue());
        assertThat(elements("*").stream()
                        .flatMap(element ->
                                List.of(element.getAttribute("ref"), element.getAttribute("format")).stream())
                        .filter(reference -> !reference.isEmpty()))
                .isNotEmpty()
                .allMatch(ids::contains);
    }

    @Test
    void eachLanguageHasALaneAndARoleAndTheFirstOneIsHeard() {
        assertThat(elements("asset-clip").stream()
                        .filter(clip -> clip.hasAttribute("lane"))
                        .map(clip -> clip.getAttribute("lane") + " " + clip.getAttribute("audioRole") + " "
                                + clip.getAttribute("enabled")))
                .containsExactly("-1 dialogue.vi 1", "-2 dialogue.pt-BR 0", "-1 dialogue.vi 1");
    }

    @Test
    void textIsEscapedAndWhatXmlCannotHaveIsReplaced() {
        assertThat(elements("project").get(0).getAttribute("name")).isEqualTo("Hải đăng <&> \"dusk\"\uFFFD 🗼");
    }
}
