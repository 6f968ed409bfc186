package io.github.reelstore.s3;

/** An operation on a bucket, with its word in messages and the permission that it needs. */
enum S3Operation {
    CHECK("checked", "s3:ListBucket"),
    LIST("listed", "s3:ListBucket"),
    STAT("read", "s3:GetObject"),
    OPEN("opened", "s3:GetObject"),
    PUBLISH("published", "s3:PutObject"),
    DELETE("deleted", "s3:DeleteObject");

    private final String done;
    private final String permission;

    S3Operation(String done, String permission) {
        this.done = done;
        this.permission = permission;
    }

    /** The past participle for messages, for instance {@code deleted}. */
    String done() {
        return done;
    }

    /** The IAM action it needs. */
    String permission() {
        return permission;
    }
}
