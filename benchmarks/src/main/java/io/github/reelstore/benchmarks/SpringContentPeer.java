package io.github.reelstore.benchmarks;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.content.commons.annotations.ContentId;
import org.springframework.content.commons.annotations.ContentLength;
import org.springframework.content.commons.store.ContentStore;
import org.springframework.content.fs.config.EnableFilesystemStores;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** Spring Content on a folder, with JPA on an H2 file. */
final class SpringContentPeer implements Peer {

    private final ConfigurableApplicationContext context;
    private final Images images;
    private final ImageContents contents;

    SpringContentPeer(Path folder) {
        this.context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(Map.of(
                        "spring.datasource.url",
                        "jdbc:h2:file:" + folder.resolve("rows"),
                        "spring.jpa.hibernate.ddl-auto",
                        "create",
                        "spring.content.fs.filesystem-root",
                        folder.resolve("files").toString()))
                .run();
        this.images = context.getBean(Images.class);
        this.contents = context.getBean(ImageContents.class);
    }

    /** The application; public, as Spring needs it. */
    @SpringBootApplication
    @EnableJpaRepositories(considerNestedRepositories = true, basePackageClasses = SpringContentPeer.class)
    @EnableFilesystemStores(basePackageClasses = SpringContentPeer.class)
    public static class Application {}

    /** The row of an image. */
    @Entity(name = "image")
    public static class Image {

        @Id
        @GeneratedValue
        private @Nullable Long id;

        @ContentId
        private @Nullable String contentId;

        @ContentLength
        private @Nullable Long contentLength;

        public @Nullable Long getId() {
            return id;
        }

        public void setId(@Nullable Long id) {
            this.id = id;
        }

        public @Nullable String getContentId() {
            return contentId;
        }

        public void setContentId(@Nullable String contentId) {
            this.contentId = contentId;
        }

        public @Nullable Long getContentLength() {
            return contentLength;
        }

        public void setContentLength(@Nullable Long contentLength) {
            this.contentLength = contentLength;
        }
    }

    /** The rows. */
    public interface Images extends JpaRepository<Image, Long> {}

    /** The files. */
    public interface ImageContents extends ContentStore<Image, String> {}

    @Override
    public String name() {
        return "Spring Content with JPA on H2 (row; no fsync of files, no hash)";
    }

    @Override
    public void add(Path file) throws Exception {
        Image image = images.save(new Image());
        try (InputStream in = Files.newInputStream(file)) {
            contents.setContent(image, in);
        }
        images.save(image);
    }

    @Override
    public void close() {
        context.close();
    }
}
