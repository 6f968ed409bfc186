package io.github.reelstore.export.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.media.FrameRate;
import java.io.ByteArrayInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** That melt renders such files is tested with the command line. */
class MltWriterTest {

    private Timeline timeline;
    private Element root;

    @BeforeEach
    void setUp() throws Exception {
        timeline = SampleFilm.everything(new FrameRate(24_000, 1001));
        root = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(MltWriter.write(timeline)))
                .getDocumentElement();
    }

    private Element element(String name) {
        return (Element) root.getElementsByTagName(name).item(0);
    }

    @Test
    void theProfileHasTheExactRateAndTheSize() {
        assertThat(element("profile").getAttribute("frame_rate_num")).isEqualTo("24000");
        assertThat(element("profile").getAttribute("frame_rate_den")).isEqualTo("1001");
        assertThat(element("profile").getAttribute("width")).isEqualTo("1280");
        assertThat(element("profile").getAttribute("display_aspect_num")).isEqualTo("16");
    }

    @Test
    void everyTrackLastsAsLongAsTheFilm() {
        NodeList playlists = root.getElementsByTagName("playlist");
        assertThat(playlists.getLength()).isEqualTo(3);
        for (int i = 0; i < playlists.getLength(); i++) {
            assertThat(length((Element) playlists.item(i))).isEqualTo(timeline.frames());
        }
        assertThat(element("tractor").getAttribute("out")).isEqualTo(Long.toString(timeline.frames() - 1));
    }

    private static long length(Element playlist) {
        long length = 0;
        for (int i = 0; i < playlist.getChildNodes().getLength(); i++) {
            if (playlist.getChildNodes().item(i) instanceof Element part) {
                if (part.getTagName().equals("entry")) {
                    length += Long.parseLong(part.getAttribute("out")) + 1;
                } else if (part.getTagName().equals("blank")) {
                    length += Long.parseLong(part.getAttribute("length"));
                }
            }
        }
        return length;
    }

    @Test
    void onlyTheFirstLanguageIsHeard() {
        NodeList tracks = root.getElementsByTagName("track");
        assertThat(((Element) tracks.item(1)).getAttribute("hide")).isEqualTo("audio");
        assertThat(((Element) tracks.item(2)).getAttribute("hide")).isEqualTo("video");
        assertThat(((Element) tracks.item(3)).getAttribute("hide")).isEqualTo("both");
        assertThat(tracks.getLength()).isEqualTo(4);
    }
}
