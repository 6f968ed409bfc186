package io.github.reelstore.benchmarks;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.testservers.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/**
 * Files that are added to S3, on a server on the loopback address, compared with the same by hand: staged, hashed and forced on the local disk,
 * then uploaded by the SDK's transfer manager.
 */
final class S3Adds implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final Reelstore store;
    private final SourceFiles files;
    private final S3AsyncClient client;
    private final S3TransferManager transfers;
    private final String bucket;
    private final Path staging;

    private S3Adds(Path work, S3Server server) throws IOException {
        this.bucket = server.newBucket();
        this.staging = Files.createDirectory(work.resolve("by-hand"));
        this.store = Reelstore.open(ReelstoreConfig.builder()
                .databaseUrl("jdbc:sqlite:" + work.resolve("ours.db"))
                .storageUrl("s3://" + server.newBucket())
                .set("reelstore.storage.endpoint", server.endpoint().toString())
                .set("reelstore.storage.region", server.region())
                .set("reelstore.storage.staging", work.resolve("staging").toString())
                .set("reelstore.media.thumbnails", "false")
                .build());
        this.files = new SourceFiles(
                Files.createDirectory(work.resolve("sources")),
                store.projects().create("S3").id());
        this.client = S3AsyncClient.builder()
                .endpointOverride(URI.create(server.endpoint().toString()))
                .region(Region.of(server.region()))
                .forcePathStyle(true)
                .multipartEnabled(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(server.accessKey(), server.secretKey())))
                .build();
        this.transfers = S3TransferManager.builder().s3Client(client).build();
    }

    static Table measure(Path work) throws Exception {
        Table table = new Table("Adds to S3 on the loopback address", "by hand, with the SDK's transfer manager");
        // the server keeps files on disk, since those of all rounds do not fit into memory
        S3Server server = S3Server.s3proxy(Files.createDirectory(work.resolve("server")));
        System.setProperty("aws.accessKeyId", server.accessKey());
        System.setProperty("aws.secretAccessKey", server.secretKey());
        try (S3Adds adds = new S3Adds(work, server)) {
            adds.measure(table, 2, 10, 15);
            adds.measure(table, 200, 1, 7);
        }
        return table;
    }

    private void measure(Table table, int megabytes, int count, int rounds) throws Exception {
        Comparison measured = Comparison.of(
                3,
                rounds,
                () -> files.create(count, megabytes * 1_000_000),
                () -> files.addAll(1, file -> store.generations().addImage(files.newImage(file))),
                () -> files.addAll(1, this::uploadByHand));
        table.add(megabytes + " MB", count, measured, "not measured", Goal.time(1.1));
    }

    private void uploadByHand(Path source) throws Exception {
        Path staged = staging.resolve(UUID.randomUUID().toString());
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = Files.newInputStream(source);
                FileChannel out = FileChannel.open(staged, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                out.write(ByteBuffer.wrap(buffer, 0, count));
            }
            out.force(true);
        }
        digest.digest();
        String key = staged.getFileName().toString();
        transfers
                .uploadFile(upload -> upload.source(staged)
                        .putObjectRequest(put -> put.bucket(bucket).key(key)))
                .completionFuture()
                .join();
        Files.delete(staged);
    }

    @Override
    public void close() {
        transfers.close();
        client.close();
        store.close();
    }
}
