package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.NewImage;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Presigned URLs, as an embedder gets them. */
@Tag("journey")
class PresignedUrlIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void fileOnS3IsReadByItsPresignedUrl() throws Exception {
        try (Reelstore store = open(RemoteBackends.s3Environment())) {
            BlobKey key = addImage(store);
            HttpRequest request = HttpRequest.newBuilder(store.media().presignGet(key, MINUTE))
                    .build();
            HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(Samples.LIGHTHOUSE_PNG.bytes());
            assertThat(request.uri().toString())
                    .startsWith(store.media().presignedOrigin().orElseThrow() + "/");
        }
    }

    @Test
    void otherProfileGetsNoPresignedUrl() {
        try (Reelstore store = open(RemoteBackends.s3Environment())) {
            BlobKey key = addImage(store);
            Reelstore other = store.withProfile(ProfileId.of("other"));
            assertThatThrownBy(() -> other.media().presignGet(key, MINUTE))
                    .isInstanceOf(StorageException.NotFound.class);
        }
    }

    @Test
    void localDiskHasNoPresignedUrls() {
        try (Reelstore store = open(Map.of())) {
            BlobKey key = addImage(store);
            assertThatThrownBy(() -> store.media().presignGet(key, MINUTE))
                    .isInstanceOf(StorageException.Unsupported.class);
            assertThat(store.media().presignedOrigin()).isEmpty();
        }
    }

    private Reelstore open(Map<String, String> environment) {
        return Reelstore.open(ReelstoreConfig.builder()
                .environment(environment)
                .workingFolder(folder)
                .build());
    }

    private BlobKey addImage(Reelstore store) {
        VideoProject project = store.projects().create(VideoProject.builder().title("Dusk"));
        return store.generations()
                .addImage(new NewImage(
                        project.id(),
                        BlobSource.of(Samples.LIGHTHOUSE_PNG.in(folder)),
                        ImageGeneration.builder().provider("imagen")))
                .filePath();
    }
}
