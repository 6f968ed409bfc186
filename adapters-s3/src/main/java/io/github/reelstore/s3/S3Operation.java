package io.github.reelstore.s3;

/** What is done to a bucket, in the words of messages and of permissions. */
enum S3Operation {
    CHECK("checked", "s3:ListBucket"),
    LIST("listed", "s3:ListBucket"),
    STAT("looked at", "s3:GetObject"),
    OPEN("opened", "s3:GetObject"),
    PUBLISH("published", "s3:PutObject"),
    DELETE("deleted", "s3:DeleteObject");

    private final String done;
    private final String permission;

    S3Operation(String done, String permission) {
        this.done = done;
        this.permission = permission;
    }

    /** For instance {@code deleted}. */
    String done() {
        return done;
    }

    /** The IAM action it needs. */
    String permission() {
        return permission;
    }
}
