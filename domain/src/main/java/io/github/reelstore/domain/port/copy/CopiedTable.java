package io.github.reelstore.domain.port.copy;

import io.github.reelstore.domain.internal.CodePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table whose rows are copied.
 *
 * @param name its name
 * @param columns its columns; those of the primary key come first, in the order of the key
 * @param keyColumns the number of columns of the primary key
 * @param owner the table whose row says which profile a row is of, if this one has no column {@code profile_id}; the first column refers
 *     to it
 * @param files the columns with keys of files
 */
public record CopiedTable(
        String name, List<CopiedColumn> columns, int keyColumns, Optional<String> owner, List<FileColumns> files) {

    /**
     * Columns that describe a file.
     *
     * @param key the column with its key in the blob store
     * @param hash the column with its SHA-256; empty if it has none
     * @param size the column with its size in bytes; empty if it has none
     * @param required whether the file must exist: that of a tombstone may be gone
     */
    public record FileColumns(String key, Optional<String> hash, Optional<String> size, boolean required) {}

    /** The {@code row_kind} of the marks that remember what a server of the blob store can do. */
    public static final String SERVER_MARKS = "server";

    private static final String PROFILE = "profile_id!:k ";
    private static final String PROJECT = "project_id:k:video_projects ";

    /**
     * The tables whose rows are copied, parents first. Not copied: {@code reelstore_identity}, which is the database's own; {@code
     * provider_workers}, since workers work for one store; and those rows of {@code reelstore_marks} that remember what a server of the
     * blob store can do.
     */
    public static final List<CopiedTable> ALL = List.of(
            table(
                    "video_projects",
                    1,
                    "id:k " + PROFILE
                            + "channel_id:k title!:t description:t status!:k default_language:t aspect_ratio:t script:t tags:j"
                            + " meta:j provider_project_id:t video_path:k thumb_path:k duration_ms:l content_hash:t version!:l"
                            + " created_at!:d updated_at!:d media_info:j",
                    file("video_path", "content_hash", ""),
                    file("thumb_path", "", "")),
            table(
                    "image_generations",
                    1,
                    "id:k " + PROFILE + PROJECT
                            + "provider!:t provider_image_id:t prompt:t seed:t meta:j model:t file_path!:k byte_size:l"
                            + " width:i height:i thumb_path:k content_hash:k raw_response:t status!:k created_at!:d updated_at!:d"
                            + " media_info:j scene_id:k made_from:j",
                    file("file_path", "content_hash", "byte_size"),
                    file("thumb_path", "", "")),
            table(
                    "audio_generations",
                    1,
                    "id:k " + PROFILE + PROJECT
                            + "provider!:t provider_audio_id:t tts_job_id:t language:k voice:t text:t model:t file_path!:k"
                            + " byte_size:l duration_seconds:i duration_ms:l sample_rate:i channels:i format:t bitrate:i content_hash:k"
                            + " raw_response:t status!:k created_at!:d updated_at!:d meta:j media_info:j scene_id:k made_from:j",
                    file("file_path", "content_hash", "byte_size")),
            table(
                    "veo3_video_generations",
                    1,
                    "id:k " + PROFILE + PROJECT + "scene_id:t operation_name:t prompt:t seed:l aspect_ratio:t status!:k"
                            + " media_generation_id:t fife_url:t serving_base_uri:t video_url:t video_path:t error_message:t raw_response:t"
                            + " created_at!:d updated_at!:d completed_at:d generation_type:t image_references:t"
                            + " image_generation_id:k:image_generations audio_generation_id:k:audio_generations provider:t model:t"
                            + " content_hash:k file_path:k byte_size:l duration_ms:l width:i height:i thumb_path:k meta:j media_info:j"
                            + " frame_rate:t seed_text:t made_from:j",
                    file("file_path", "content_hash", "byte_size"),
                    file("thumb_path", "", "")),
            ofVideo("generation_inputs", 3, "role:k position:i image_generation_id!:k:image_generations"),
            ofVideo("generation_audio_tracks", 2, "language:k audio_generation_id!:k:audio_generations"),
            table("blob_tombstones", 1, "blob_key:k " + PROFILE + "created_at!:d", perhaps("blob_key")),
            table(
                    "scenes",
                    2,
                    PROJECT + "scene_id:k " + PROFILE
                            + "position!:k title:t prompt:t length_ms:l meta:j version!:l deleted_at:d created_at!:d updated_at!:d"),
            table(
                    "scene_lines",
                    3,
                    "project_id:k scene_id:k:scenes language:k " + PROFILE
                            + "text!:t source_language:t source_digest:t updated_at!:d"),
            table(
                    "track_settings",
                    4,
                    PROJECT + "scene_id:k track:k language:k " + PROFILE
                            + "provider:t endpoint:t model:t voice:t prompt:t parameters:j image_role:t reference_images:j updated_at!:d"),
            table(
                    "selections",
                    5,
                    PROJECT + "scene_id:k track:k language:k number:i " + PROFILE
                            + "take_id:k reason:t previous:i chosen_at!:d"),
            table("rejected_takes", 3, PROJECT + "track:k take_id:k " + PROFILE + "reason!:t rejected_at!:d"),
            table(
                    "provider_jobs",
                    1,
                    "id:k " + PROFILE
                            + "project_id!:k scene_id:t kind!:t provider!:k model:t language:t request!:t fingerprint!:k take!:i state!:k"
                            + " fence!:l worker!:k attempts!:i operation_name:t operation_endpoint:t credential:k due_at!:d"
                            + " remote_expires_at:d failures!:i failure:t error_message:t currency:t reserved_nanos:l reserved_at:d"
                            + " settled_nanos:l usage_nanos:l usage_unit:t reuses!:l submitted_at:d completed_at:d"
                            + " created_at!:d updated_at!:d"),
            table(
                    "provider_job_results",
                    2,
                    "job_id:k:provider_jobs position:i " + PROFILE
                            + "state!:t remote_name:t remote_size:l remote_hash:t encoding:t row_id:t file_path:t content_hash:t"),
            table(
                    "provider_job_attempts",
                    2,
                    "job_id:k:provider_jobs number:i " + PROFILE
                            + "state!:t failure!:t message!:t first_at!:d last_at!:d times!:l"),
            table("budgets", 4, PROFILE + "scope:k subject:k period:k currency!:t limit_nanos!:l updated_at!:d"),
            table("budget_spending", 5, PROFILE + "scope:k subject:k period:k period_start:k spent_nanos!:l"),
            table("reelstore_marks", 5, PROFILE + "row_kind:k row_id:k problem:k subject:k marked_at!:d"),
            table(
                    "reelstore_idempotency_keys",
                    2,
                    PROFILE + "idempotency_key:k request_hash:t answer:t created_at!:d"));

    /** Copies the lists. */
    public CopiedTable {
        columns = List.copyOf(columns);
        files = List.copyOf(files);
    }

    private static FileColumns file(String key, String hash, String size) {
        return new FileColumns(key, named(hash), named(size), true);
    }

    /**
     * The table of that name.
     *
     * @throws java.util.NoSuchElementException if no table of that name is copied
     */
    public static CopiedTable of(String name) {
        return ALL.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static FileColumns perhaps(String key) {
        return new FileColumns(key, Optional.empty(), Optional.empty(), false);
    }

    private static Optional<String> named(String name) {
        return Optional.of(name).filter(any -> !any.isEmpty());
    }

    private static CopiedTable table(String name, int keyColumns, String columns, FileColumns... files) {
        return new CopiedTable(name, parsed(columns), keyColumns, Optional.empty(), List.of(files));
    }

    private static CopiedTable ofVideo(String name, int keyColumns, String columns) {
        String videos = "veo3_video_generations";
        return new CopiedTable(
                name, parsed("generation_id:k:" + videos + " " + columns), keyColumns, Optional.of(videos), List.of());
    }

    /** Columns as name (! if required), the first letter of their kind (d for instants) and the table that they refer to. */
    private static List<CopiedColumn> parsed(String columns) {
        List<CopiedColumn> parsed = new ArrayList<>();
        for (String column : columns.split(" ", -1)) {
            String[] parts = column.split(":", 3);
            boolean required = parts[0].endsWith("!");
            parsed.add(new CopiedColumn(
                    required ? parts[0].substring(0, parts[0].length() - 1) : parts[0],
                    kind(parts[1]),
                    parts.length > 2 ? Optional.of(parts[2]) : Optional.empty(),
                    required));
        }
        return parsed;
    }

    private static CopiedColumn.Kind kind(String letter) {
        return switch (letter) {
            case "t" -> CopiedColumn.Kind.TEXT;
            case "k" -> CopiedColumn.Kind.KEY;
            case "j" -> CopiedColumn.Kind.JSON;
            case "d" -> CopiedColumn.Kind.INSTANT;
            case "i" -> CopiedColumn.Kind.INT;
            case "l" -> CopiedColumn.Kind.LONG;
            default -> throw new IllegalArgumentException(letter);
        };
    }

    /** The columns of the primary key. */
    public List<CopiedColumn> key() {
        return columns.subList(0, keyColumns);
    }

    /** The columns of the key and those that describe files, in the order of {@link #files}: key, hash, size. */
    public List<CopiedColumn> keyAndFiles() {
        List<CopiedColumn> read = new ArrayList<>(key());
        for (FileColumns file : files) {
            read.add(column(file.key()));
            file.hash().ifPresent(name -> read.add(column(name)));
            file.size().ifPresent(name -> read.add(column(name)));
        }
        return read;
    }

    /**
     * The column of that name.
     *
     * @throws java.util.NoSuchElementException if it has no column of that name
     */
    public CopiedColumn column(String column) {
        return columns.stream()
                .filter(one -> one.name().equals(column))
                .findFirst()
                .orElseThrow();
    }

    /** Compares the keys of two rows, in the order in which a {@link RowSnapshot} reads them. */
    public int compareKeys(CopiedRow a, CopiedRow b) {
        for (int i = 0; i < keyColumns; i++) {
            int compared = columns.get(i).kind() == CopiedColumn.Kind.KEY
                    ? CodePoints.ORDER.compare(a.required(i), b.required(i))
                    : Long.compare(Long.parseLong(a.required(i)), Long.parseLong(b.required(i)));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    /** The key of a row, for messages. */
    public String keyOf(CopiedRow row) {
        return String.join(
                " ",
                row.values().subList(0, keyColumns).stream()
                        .map(String::valueOf)
                        .toList());
    }
}
