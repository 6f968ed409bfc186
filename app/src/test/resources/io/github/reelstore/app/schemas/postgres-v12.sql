SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET search_path = '';
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA reelstore;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE reelstore.audio_generations (
    id text NOT NULL COLLATE pg_catalog."C",
    profile_id text NOT NULL COLLATE pg_catalog."C",
    project_id text COLLATE pg_catalog."C",
    provider text NOT NULL,
    provider_audio_id text,
    tts_job_id text,
    language text COLLATE pg_catalog."C",
    voice text,
    text text,
    model text,
    file_path text NOT NULL COLLATE pg_catalog."C",
    byte_size bigint,
    duration_seconds integer,
    duration_ms bigint,
    sample_rate integer,
    channels integer,
    format text,
    bitrate integer,
    content_hash text COLLATE pg_catalog."C",
    raw_response text,
    status text DEFAULT 'completed'::text NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    meta jsonb,
    media_info jsonb
);
CREATE TABLE reelstore.blob_tombstones (
    blob_key text NOT NULL COLLATE pg_catalog."C",
    profile_id text NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE reelstore.budget_spending (
    profile_id text NOT NULL COLLATE pg_catalog."C",
    scope text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    period text NOT NULL COLLATE pg_catalog."C",
    period_start text NOT NULL COLLATE pg_catalog."C",
    spent_nanos bigint NOT NULL
);
CREATE TABLE reelstore.budgets (
    profile_id text NOT NULL COLLATE pg_catalog."C",
    scope text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    period text NOT NULL COLLATE pg_catalog."C",
    currency text NOT NULL COLLATE pg_catalog."C",
    limit_nanos bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL
);
CREATE TABLE reelstore.generation_audio_tracks (
    generation_id text NOT NULL COLLATE pg_catalog."C",
    language text NOT NULL COLLATE pg_catalog."C",
    audio_generation_id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE reelstore.generation_inputs (
    generation_id text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    "position" integer NOT NULL,
    image_generation_id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE reelstore.image_generations (
    id text NOT NULL COLLATE pg_catalog."C",
    profile_id text NOT NULL COLLATE pg_catalog."C",
    project_id text COLLATE pg_catalog."C",
    provider text NOT NULL,
    provider_image_id text,
    prompt text,
    seed text,
    meta jsonb,
    model text,
    file_path text NOT NULL COLLATE pg_catalog."C",
    byte_size bigint,
    width integer,
    height integer,
    thumb_path text COLLATE pg_catalog."C",
    content_hash text COLLATE pg_catalog."C",
    raw_response text,
    status text DEFAULT 'completed'::text NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    media_info jsonb
);
CREATE TABLE reelstore.provider_job_attempts (
    profile_id text NOT NULL COLLATE pg_catalog."C",
    job_id text NOT NULL COLLATE pg_catalog."C",
    number integer NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    failure text NOT NULL COLLATE pg_catalog."C",
    message text NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    times bigint NOT NULL
);
CREATE TABLE reelstore.provider_job_results (
    profile_id text NOT NULL COLLATE pg_catalog."C",
    job_id text NOT NULL COLLATE pg_catalog."C",
    "position" integer NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    remote_name text COLLATE pg_catalog."C",
    remote_size bigint,
    remote_hash text COLLATE pg_catalog."C",
    encoding text COLLATE pg_catalog."C",
    row_id text COLLATE pg_catalog."C",
    file_path text COLLATE pg_catalog."C",
    content_hash text COLLATE pg_catalog."C"
);
CREATE TABLE reelstore.provider_jobs (
    id text NOT NULL COLLATE pg_catalog."C",
    profile_id text NOT NULL COLLATE pg_catalog."C",
    project_id text NOT NULL COLLATE pg_catalog."C",
    scene_id text COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    provider text NOT NULL COLLATE pg_catalog."C",
    model text COLLATE pg_catalog."C",
    language text COLLATE pg_catalog."C",
    request text NOT NULL,
    fingerprint text NOT NULL COLLATE pg_catalog."C",
    take integer NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    fence bigint NOT NULL,
    worker text NOT NULL COLLATE pg_catalog."C",
    attempts integer NOT NULL,
    operation_name text COLLATE pg_catalog."C",
    operation_endpoint text COLLATE pg_catalog."C",
    credential text COLLATE pg_catalog."C",
    due_at timestamp with time zone NOT NULL,
    remote_expires_at timestamp with time zone,
    failures integer NOT NULL,
    failure text COLLATE pg_catalog."C",
    error_message text,
    currency text COLLATE pg_catalog."C",
    reserved_nanos bigint,
    reserved_at timestamp with time zone,
    settled_nanos bigint,
    usage_nanos bigint,
    usage_unit text COLLATE pg_catalog."C",
    reuses bigint NOT NULL,
    submitted_at timestamp with time zone,
    completed_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL
);
CREATE TABLE reelstore.provider_workers (
    profile_id text NOT NULL COLLATE pg_catalog."C",
    worker text NOT NULL COLLATE pg_catalog."C",
    beats bigint NOT NULL,
    seen_at timestamp with time zone NOT NULL
);
CREATE TABLE reelstore.reelstore_idempotency_keys (
    profile_id text NOT NULL COLLATE pg_catalog."C",
    idempotency_key text NOT NULL COLLATE pg_catalog."C",
    request_hash text COLLATE pg_catalog."C",
    answer text COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE reelstore.reelstore_identity (
    id integer NOT NULL,
    store_id text NOT NULL COLLATE pg_catalog."C",
    bound_at timestamp with time zone,
    restored_at timestamp with time zone,
    newest_row_at timestamp with time zone,
    CONSTRAINT reelstore_identity_id_check CHECK ((id = 1))
);
CREATE TABLE reelstore.reelstore_marks (
    profile_id text NOT NULL COLLATE pg_catalog."C",
    row_kind text NOT NULL COLLATE pg_catalog."C",
    row_id text NOT NULL COLLATE pg_catalog."C",
    problem text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    marked_at timestamp with time zone NOT NULL
);
CREATE TABLE reelstore.reelstore_schema_history (
    installed_rank integer NOT NULL,
    version character varying(50),
    description character varying(200) NOT NULL,
    type character varying(20) NOT NULL,
    script character varying(1000) NOT NULL,
    checksum integer,
    installed_by character varying(100) NOT NULL,
    installed_on timestamp without time zone DEFAULT now() NOT NULL,
    execution_time integer NOT NULL,
    success boolean NOT NULL
);
CREATE TABLE reelstore.veo3_video_generations (
    id text NOT NULL COLLATE pg_catalog."C",
    profile_id text NOT NULL COLLATE pg_catalog."C",
    project_id text COLLATE pg_catalog."C",
    scene_id text,
    operation_name text,
    prompt text,
    seed bigint,
    aspect_ratio text,
    status text DEFAULT 'pending'::text NOT NULL COLLATE pg_catalog."C",
    media_generation_id text,
    fife_url text,
    serving_base_uri text,
    video_url text,
    video_path text,
    error_message text,
    raw_response text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    completed_at timestamp with time zone,
    generation_type text DEFAULT 'text-to-video'::text,
    image_references text,
    image_generation_id text COLLATE pg_catalog."C",
    audio_generation_id text COLLATE pg_catalog."C",
    provider text,
    model text,
    content_hash text COLLATE pg_catalog."C",
    file_path text COLLATE pg_catalog."C",
    byte_size bigint,
    duration_ms bigint,
    width integer,
    height integer,
    thumb_path text COLLATE pg_catalog."C",
    meta jsonb,
    media_info jsonb,
    frame_rate text,
    seed_text text
);
CREATE TABLE reelstore.video_projects (
    id text NOT NULL COLLATE pg_catalog."C",
    profile_id text NOT NULL COLLATE pg_catalog."C",
    channel_id text COLLATE pg_catalog."C",
    title text NOT NULL,
    description text,
    status text DEFAULT 'draft'::text NOT NULL COLLATE pg_catalog."C",
    default_language text COLLATE pg_catalog."C",
    aspect_ratio text,
    script text,
    tags jsonb,
    meta jsonb,
    provider_project_id text,
    video_path text COLLATE pg_catalog."C",
    thumb_path text COLLATE pg_catalog."C",
    duration_ms bigint,
    content_hash text COLLATE pg_catalog."C",
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    media_info jsonb,
    CONSTRAINT video_projects_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'in_progress'::text, 'completed'::text, 'archived'::text])))
);
INSERT INTO reelstore.audio_generations VALUES ('01a22d1e-50a0-7945-9c37-fe5eade41de4', 'studio', '01a22d1e-5016-7bb0-a2b9-cb4bb87a0802', 'espeak-ng', NULL, NULL, 'en', NULL, 'The lighthouse stands on the cliff. Every night, its light leads the boats home.', NULL, 'projects/01a22d1e-5016-7bb0-a2b9-cb4bb87a0802/audio/01a22d1e-50a0-7945-9c37-fe5eade41de4.mp3', 22772, 6, 5579, 22050, 1, 'mp3', 32000, '8db34023bbe11701719d1da416015708dc0e68b8cc43884c8cea1cd32512910b', NULL, 'completed', '2026-11-30 15:41:31.25016+00', '2026-11-30 15:41:31.25016+00', NULL, '{"codecs": ["mp3"], "detected": {"bitrate": "32000", "channels": "1", "durationMs": "5579", "sampleRate": "22050"}}');
INSERT INTO reelstore.audio_generations VALUES ('01a22d1e-5ef0-760f-b983-44139304d07e', 'studio', '01a22d1e-5016-7bb0-a2b9-cb4bb87a0802', 'espeak-ng', NULL, NULL, 'vi', NULL, 'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.', NULL, 'projects/01a22d1e-5016-7bb0-a2b9-cb4bb87a0802/audio/01a22d1e-5ef0-760f-b983-44139304d07e.wav', 91386, 3, 2854, 16000, 1, 'wav', 256039, 'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db', NULL, 'completed', '2026-11-30 15:41:34.841184+00', '2026-11-30 15:41:34.841184+00', NULL, '{"codecs": ["pcm_s16le"], "detected": {"bitrate": "256039", "channels": "1", "durationMs": "2854", "sampleRate": "16000"}}');
INSERT INTO reelstore.audio_generations VALUES ('01a22d1e-5f2c-7edc-b3a6-dec89e58f86f', 'studio', '01a22d1e-5016-7bb0-a2b9-cb4bb87a0802', 'espeak-ng', NULL, NULL, 'vi', NULL, 'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.', NULL, 'projects/01a22d1e-5016-7bb0-a2b9-cb4bb87a0802/audio/01a22d1e-5ef0-760f-b983-44139304d07e.wav', 91386, 3, 2854, 16000, 1, 'wav', 256039, 'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db', NULL, 'completed', '2026-11-30 15:41:34.900175+00', '2026-11-30 15:41:34.900175+00', NULL, '{"codecs": ["pcm_s16le"], "detected": {"bitrate": "256039", "channels": "1", "durationMs": "2854", "sampleRate": "16000"}}');
INSERT INTO reelstore.blob_tombstones VALUES ('projects/01a22d1e-5016-7bb0-a2b9-cb4bb87a0802/images/01a22d1e-d010-7b11-9c3e-5d1f0a2b3c4d.png', 'studio', '2026-11-30 15:42:02.397607+00');
INSERT INTO reelstore.generation_audio_tracks VALUES ('01a22d1e-50af-75d5-9235-e5897fb8f47c', 'vi', '01a22d1e-5ef0-760f-b983-44139304d07e');
INSERT INTO reelstore.generation_inputs VALUES ('01a22d1e-5ff0-74d7-b8f3-571fcff9078e', 'first_frame', 0, '01a22d1e-5f29-796b-8a88-f52af62df21b');
INSERT INTO reelstore.generation_inputs VALUES ('01a22d1e-5ff0-74d7-b8f3-571fcff9078e', 'last_frame', 0, '01a22d1e-5074-7642-97af-6273f9ecbbb2');
INSERT INTO reelstore.image_generations VALUES ('01a22d1e-5074-7642-97af-6273f9ecbbb2', 'studio', '01a22d1e-5016-7bb0-a2b9-cb4bb87a0802', 'sample', NULL, 'A lighthouse on a rocky shore at dusk', NULL, NULL, NULL, 'projects/01a22d1e-5016-7bb0-a2b9-cb4bb87a0802/images/01a22d1e-5074-7642-97af-6273f9ecbbb2.png', 52054, 640, 360, 'projects/01a22d1e-5016-7bb0-a2b9-cb4bb87a0802/images/01a22d1e-5074-7642-97af-6273f9ecbbb2.thumb.jpg', '20727d59e73de48ba5915da4387e88248f5a813889ad19c2e7c95bcc005a0379', NULL, 'completed', '2026-11-30 15:41:31.25016+00', '2026-11-30 15:41:32.932556+00', NULL);
INSERT INTO reelstore.image_generations VALUES ('01a22d1e-5f29-796b-8a88-f52af62df21b', 'studio', '01a22d1e-5016-7bb0-a2b9-cb4bb87a0802', 'sample', NULL, 'Fishing boats in the harbour', NULL, NULL, NULL, 'projects/01a22d1e-5016-7bb0-a2b9-cb4bb87a0802/images/01a22d1e-5f29-796b-8a88-f52af62df21b.jpg', 26063, 640, 360, 'projects/01a22d1e-5016-7bb0-a2b9-cb4bb87a0802/images/01a22d1e-5f29-796b-8a88-f52af62df21b.thumb.jpg', '65d7a433acd6a9cc06bfd8458c8421c307df87bd39c5272d5ca1de8e9ac96c74', NULL, 'completed', '2026-11-30 15:41:34.900175+00', '2026-11-30 15:41:35.069371+00', '{"claimed": {"type": "image/png"}, "warnings": ["It was given as image/png, but its bytes are image/jpeg."]}');
INSERT INTO reelstore.image_generations VALUES ('01a22d1e-f672-7f0f-b3ac-9e0e0dbc653a', 'studio', '01a22d1e-5016-7bb0-a2b9-cb4bb87a0802', 'test-provider', NULL, 'an extra image', NULL, NULL, NULL, 'projects/01a22d1e-5016-7bb0-a2b9-cb4bb87a0802/images/01a22d1e-f672-7f0f-b3ac-9e0e0dbc653a.png', 52078, 640, 360, 'projects/01a22d1e-5016-7bb0-a2b9-cb4bb87a0802/images/01a22d1e-f672-7f0f-b3ac-9e0e0dbc653a.thumb.jpg', '7a8807dfc86d5a2659315e26b48eb6865bc2cea2c8e7ea12c52b3d8443b169aa', NULL, 'completed', '2026-11-30 15:42:14.153681+00', '2026-11-30 15:42:17.73394+00', '{"provenance": ["text:Comment"]}');
INSERT INTO reelstore.provider_jobs VALUES ('01a22d1f-1a5b-7d11-bd4e-a672ba3c9101', 'studio', '01a22d1e-5016-7bb0-a2b9-cb4bb87a0802', NULL, 'video', 'veo', NULL, NULL, '{"kind":"video","prompt":"A job","provider":"veo"}', '1:d2dfeca5c19c3d5b05bbbe1ad772b47b4b84ee20d61c5b4a67964d09aa54ac9a', 0, 'planned', 0, '', 0, NULL, NULL, NULL, '1970-01-01 00:00:00+00', NULL, 0, NULL, NULL, NULL, NULL, '2026-11-30 15:42:22.440608+00', NULL, NULL, NULL, 0, NULL, NULL, '2026-11-30 15:42:22.440608+00', '2026-11-30 15:42:22.440608+00');
INSERT INTO reelstore.reelstore_identity VALUES (1, '593f34b5-45f1-420e-a5fa-06b77e21d705', '2026-11-30 15:41:31.108811+00', NULL, NULL);
INSERT INTO reelstore.reelstore_marks VALUES ('studio', 'image', '01a22d1e-f672-7f0f-b3ac-9e0e0dbc653a', 'missing', 'projects/01a22d1e-5016-7bb0-a2b9-cb4bb87a0802/images/01a22d1e-f672-7f0f-b3ac-9e0e0dbc653a.png', '2026-11-30 15:42:47.839721+00');
INSERT INTO reelstore.reelstore_schema_history VALUES (0, NULL, '<< Flyway Schema Creation >>', 'SCHEMA', '"reelstore"', NULL, 'postgres', '2026-11-30 15:41:27.75609', 0, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (1, '1', 'projects generations and media', 'SQL', 'V1__projects_generations_and_media.sql', 2004635964, 'postgres', '2026-11-30 15:41:27.75609', 270, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (2, '2', 'identity and marks', 'SQL', 'V2__identity_and_marks.sql', 2091250724, 'postgres', '2026-11-30 15:41:27.75609', 101, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (3, '3', 'media facts', 'SQL', 'V3__media_facts.sql', -712324503, 'postgres', '2026-11-30 15:41:27.75609', 17, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (4, '4', 'better led indexes', 'SQL', 'V4__better_led_indexes.sql', 2083557768, 'postgres', '2026-11-30 15:41:27.75609', 130, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (5, '5', 'store id', 'SQL', 'V5__store_id.sql', 955663996, 'postgres', '2026-11-30 15:41:27.75609', 3, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (6, '6', 'restores', 'SQL', 'V6__restores.sql', 842131556, 'postgres', '2026-11-30 15:41:27.75609', 2, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (7, '7', 'media info', 'SQL', 'V7__media_info.sql', -1477310716, 'postgres', '2026-11-30 15:41:27.75609', 3, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (8, '8', 'media info leaves meta', 'SQL', 'V8__media_info_leaves_meta.sql', 1744860312, 'postgres', '2026-11-30 15:41:27.75609', 4, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (9, '9', 'frame rate', 'SQL', 'V9__frame_rate.sql', 422550607, 'postgres', '2026-11-30 15:41:27.75609', 2, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (10, '10', 'seed text', 'SQL', 'V10__seed_text.sql', -170333846, 'postgres', '2026-11-30 15:41:27.75609', 4, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (11, '11', 'idempotency keys', 'SQL', 'V11__idempotency_keys.sql', -1848535178, 'postgres', '2026-11-30 15:41:27.75609', 55, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (12, '12', 'ledger', 'SQL', 'V12__ledger.sql', -1390002957, 'postgres', '2026-11-30 15:41:27.75609', 173, true);
INSERT INTO reelstore.veo3_video_generations VALUES ('01a22d1e-50af-75d5-9235-e5897fb8f47c', 'studio', '01a22d1e-5016-7bb0-a2b9-cb4bb87a0802', 'scene-1', NULL, 'The beam sweeps over the sea as night falls', NULL, '16:9', 'completed', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 15:41:31.25016+00', '2026-11-30 15:41:34.786945+00', '2026-11-30 15:41:31.25016+00', 'text-to-video', NULL, '01a22d1e-5074-7642-97af-6273f9ecbbb2', '01a22d1e-50a0-7945-9c37-fe5eade41de4', 'sample', NULL, '6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1', 'projects/01a22d1e-5016-7bb0-a2b9-cb4bb87a0802/videos/01a22d1e-50af-75d5-9235-e5897fb8f47c.mp4', 44869, 3000, 640, 360, 'projects/01a22d1e-5016-7bb0-a2b9-cb4bb87a0802/videos/01a22d1e-50af-75d5-9235-e5897fb8f47c.thumb.jpg', NULL, '{"codecs": ["h264", "aac"], "detected": {"width": "640", "height": "360", "frameRate": "24/1", "durationMs": "3000"}}', '24/1', NULL);
INSERT INTO reelstore.veo3_video_generations VALUES ('01a22d1e-5f33-712a-b9d0-b5d898a3908c', 'studio', '01a22d1e-5016-7bb0-a2b9-cb4bb87a0802', 'scene-2', NULL, 'Boats return to the harbour, seen from above', NULL, '16:9', 'pending', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 15:41:34.900175+00', '2026-11-30 15:41:34.900175+00', NULL, 'text-to-video', NULL, '01a22d1e-5f29-796b-8a88-f52af62df21b', '01a22d1e-5f2c-7edc-b3a6-dec89e58f86f', 'sample', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO reelstore.veo3_video_generations VALUES ('01a22d1e-5ff0-74d7-b8f3-571fcff9078e', 'studio', '01a22d1e-5016-7bb0-a2b9-cb4bb87a0802', 'scene-3', NULL, 'From the harbour back to the light', NULL, '16:9', 'completed', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 15:41:35.094459+00', '2026-11-30 15:41:35.984942+00', '2026-11-30 15:41:35.094459+00', 'text-to-video', NULL, NULL, NULL, 'sample', NULL, '6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1', 'projects/01a22d1e-5016-7bb0-a2b9-cb4bb87a0802/videos/01a22d1e-50af-75d5-9235-e5897fb8f47c.mp4', 44869, 3000, 640, 360, 'projects/01a22d1e-5016-7bb0-a2b9-cb4bb87a0802/videos/01a22d1e-50af-75d5-9235-e5897fb8f47c.thumb.jpg', NULL, '{"codecs": ["h264", "aac"], "detected": {"width": "640", "height": "360", "frameRate": "24/1", "durationMs": "3000"}}', '24/1', NULL);
INSERT INTO reelstore.video_projects VALUES ('01a22d1e-5016-7bb0-a2b9-cb4bb87a0802', 'studio', 'coast-stories', 'Hải đăng: a lighthouse at dusk', 'A sample project: three scenes, speech in English and Vietnamese.', 'in_progress', 'en', '16:9', NULL, NULL, NULL, NULL, 'projects/01a22d1e-5016-7bb0-a2b9-cb4bb87a0802/video.mp4', 'projects/01a22d1e-5016-7bb0-a2b9-cb4bb87a0802/video.thumb.jpg', 3000, '6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1', 4, '2026-11-30 15:41:31.027945+00', '2026-11-30 15:41:37.093893+00', '{"codecs": ["h264", "aac"], "detected": {"durationMs": "3000"}}');
INSERT INTO reelstore.video_projects VALUES ('01a22d1f-847c-7d89-9645-8229724bffb5', 'other', NULL, 'Another profile''s', NULL, 'draft', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-30 15:42:49.974386+00', '2026-11-30 15:42:49.974386+00', NULL);
ALTER TABLE ONLY reelstore.audio_generations
    ADD CONSTRAINT audio_generations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY reelstore.blob_tombstones
    ADD CONSTRAINT blob_tombstones_pkey PRIMARY KEY (blob_key);
ALTER TABLE ONLY reelstore.budget_spending
    ADD CONSTRAINT budget_spending_pkey PRIMARY KEY (profile_id, scope, subject, period, period_start);
ALTER TABLE ONLY reelstore.budgets
    ADD CONSTRAINT budgets_pkey PRIMARY KEY (profile_id, scope, subject, period);
ALTER TABLE ONLY reelstore.generation_audio_tracks
    ADD CONSTRAINT generation_audio_tracks_pkey PRIMARY KEY (generation_id, language);
ALTER TABLE ONLY reelstore.generation_inputs
    ADD CONSTRAINT generation_inputs_pkey PRIMARY KEY (generation_id, role, "position");
ALTER TABLE ONLY reelstore.image_generations
    ADD CONSTRAINT image_generations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY reelstore.provider_job_attempts
    ADD CONSTRAINT provider_job_attempts_pkey PRIMARY KEY (job_id, number);
ALTER TABLE ONLY reelstore.provider_job_results
    ADD CONSTRAINT provider_job_results_pkey PRIMARY KEY (job_id, "position");
ALTER TABLE ONLY reelstore.provider_jobs
    ADD CONSTRAINT provider_jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY reelstore.provider_workers
    ADD CONSTRAINT provider_workers_pkey PRIMARY KEY (profile_id, worker);
ALTER TABLE ONLY reelstore.reelstore_idempotency_keys
    ADD CONSTRAINT reelstore_idempotency_keys_pkey PRIMARY KEY (profile_id, idempotency_key);
ALTER TABLE ONLY reelstore.reelstore_identity
    ADD CONSTRAINT reelstore_identity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY reelstore.reelstore_marks
    ADD CONSTRAINT reelstore_marks_pkey PRIMARY KEY (profile_id, row_kind, row_id, problem, subject);
ALTER TABLE ONLY reelstore.reelstore_schema_history
    ADD CONSTRAINT reelstore_schema_history_pk PRIMARY KEY (installed_rank);
ALTER TABLE ONLY reelstore.veo3_video_generations
    ADD CONSTRAINT veo3_video_generations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY reelstore.video_projects
    ADD CONSTRAINT video_projects_pkey PRIMARY KEY (id);
CREATE INDEX idx_audio_content_hash ON reelstore.audio_generations USING btree (content_hash);
CREATE INDEX idx_audio_file_path ON reelstore.audio_generations USING btree (file_path);
CREATE INDEX idx_audio_profile_created_at ON reelstore.audio_generations USING btree (profile_id, created_at);
CREATE INDEX idx_audio_project_language ON reelstore.audio_generations USING btree (project_id, language);
CREATE INDEX idx_audio_status ON reelstore.audio_generations USING btree ((((status || ' '::text) || profile_id)), created_at, id) WHERE (status <> 'completed'::text);
CREATE INDEX idx_blob_tombstones_order ON reelstore.blob_tombstones USING btree (profile_id, created_at, blob_key);
CREATE INDEX idx_generation_audio_tracks_audio ON reelstore.generation_audio_tracks USING btree (audio_generation_id);
CREATE INDEX idx_generation_inputs_image ON reelstore.generation_inputs USING btree (image_generation_id);
CREATE INDEX idx_idempotency_keys_created_at ON reelstore.reelstore_idempotency_keys USING btree (profile_id, created_at);
CREATE INDEX idx_image_content_hash ON reelstore.image_generations USING btree (content_hash);
CREATE INDEX idx_image_file_path ON reelstore.image_generations USING btree (file_path);
CREATE INDEX idx_image_profile_created_at ON reelstore.image_generations USING btree (profile_id, created_at);
CREATE INDEX idx_image_project_created_at ON reelstore.image_generations USING btree (project_id, created_at);
CREATE INDEX idx_image_status ON reelstore.image_generations USING btree ((((status || ' '::text) || profile_id)), created_at, id) WHERE (status <> 'completed'::text);
CREATE INDEX idx_image_thumb_key ON reelstore.image_generations USING btree (thumb_path) WHERE (thumb_path IS NOT NULL);
CREATE UNIQUE INDEX idx_provider_jobs_active ON reelstore.provider_jobs USING btree (profile_id, fingerprint, take) WHERE (state = ANY (ARRAY['planned'::text, 'submitting'::text, 'submitted'::text, 'downloading'::text, 'outcome_unknown'::text]));
CREATE INDEX idx_provider_jobs_created_at ON reelstore.provider_jobs USING btree (profile_id, created_at, id);
CREATE INDEX idx_provider_jobs_fingerprint ON reelstore.provider_jobs USING btree (fingerprint, take, created_at, id) WHERE (state <> ALL (ARRAY['filtered'::text, 'failed'::text, 'cancelled'::text]));
CREATE INDEX idx_provider_jobs_in_flight ON reelstore.provider_jobs USING btree (profile_id, credential) WHERE (state = ANY (ARRAY['submitting'::text, 'submitted'::text]));
CREATE INDEX idx_provider_jobs_planned ON reelstore.provider_jobs USING btree (profile_id, provider, due_at, id) WHERE (state = 'planned'::text);
CREATE INDEX idx_provider_jobs_project ON reelstore.provider_jobs USING btree (project_id, created_at, id);
CREATE INDEX idx_provider_jobs_sent ON reelstore.provider_jobs USING btree ((((worker || ' '::text) || profile_id))) WHERE (state = ANY (ARRAY['submitting'::text, 'submitted'::text, 'downloading'::text, 'outcome_unknown'::text]));
CREATE INDEX idx_provider_jobs_state ON reelstore.provider_jobs USING btree ((((state || ' '::text) || profile_id)), created_at, id);
CREATE INDEX idx_vg_audio ON reelstore.veo3_video_generations USING btree (audio_generation_id) WHERE (audio_generation_id IS NOT NULL);
CREATE INDEX idx_vg_file_key ON reelstore.veo3_video_generations USING btree (file_path) WHERE (file_path IS NOT NULL);
CREATE INDEX idx_vg_hash ON reelstore.veo3_video_generations USING btree (content_hash) WHERE (content_hash IS NOT NULL);
CREATE INDEX idx_vg_image ON reelstore.veo3_video_generations USING btree (image_generation_id) WHERE (image_generation_id IS NOT NULL);
CREATE INDEX idx_vg_profile_created_at ON reelstore.veo3_video_generations USING btree (profile_id, created_at);
CREATE INDEX idx_vg_project_id_created_at ON reelstore.veo3_video_generations USING btree (project_id, created_at);
CREATE INDEX idx_vg_status ON reelstore.veo3_video_generations USING btree ((((status || ' '::text) || profile_id)), created_at, id);
CREATE INDEX idx_vg_thumb_key ON reelstore.veo3_video_generations USING btree (thumb_path) WHERE (thumb_path IS NOT NULL);
CREATE INDEX idx_video_projects_channel_created_at ON reelstore.video_projects USING btree (channel_id, created_at) WHERE (channel_id IS NOT NULL);
CREATE INDEX idx_video_projects_channel_id ON reelstore.video_projects USING btree (channel_id);
CREATE INDEX idx_video_projects_profile_created_at ON reelstore.video_projects USING btree (profile_id, created_at DESC);
CREATE INDEX idx_video_projects_status ON reelstore.video_projects USING btree ((((status || ' '::text) || profile_id)), created_at, id);
CREATE INDEX idx_video_projects_thumb_key ON reelstore.video_projects USING btree (thumb_path) WHERE (thumb_path IS NOT NULL);
CREATE INDEX idx_video_projects_video_key ON reelstore.video_projects USING btree (video_path) WHERE (video_path IS NOT NULL);
CREATE INDEX reelstore_schema_history_s_idx ON reelstore.reelstore_schema_history USING btree (success);
ALTER TABLE ONLY reelstore.audio_generations
    ADD CONSTRAINT audio_generations_project_id_fkey FOREIGN KEY (project_id) REFERENCES reelstore.video_projects(id);
ALTER TABLE ONLY reelstore.generation_audio_tracks
    ADD CONSTRAINT generation_audio_tracks_audio_generation_id_fkey FOREIGN KEY (audio_generation_id) REFERENCES reelstore.audio_generations(id);
ALTER TABLE ONLY reelstore.generation_audio_tracks
    ADD CONSTRAINT generation_audio_tracks_generation_id_fkey FOREIGN KEY (generation_id) REFERENCES reelstore.veo3_video_generations(id);
ALTER TABLE ONLY reelstore.generation_inputs
    ADD CONSTRAINT generation_inputs_generation_id_fkey FOREIGN KEY (generation_id) REFERENCES reelstore.veo3_video_generations(id);
ALTER TABLE ONLY reelstore.generation_inputs
    ADD CONSTRAINT generation_inputs_image_generation_id_fkey FOREIGN KEY (image_generation_id) REFERENCES reelstore.image_generations(id);
ALTER TABLE ONLY reelstore.image_generations
    ADD CONSTRAINT image_generations_project_id_fkey FOREIGN KEY (project_id) REFERENCES reelstore.video_projects(id);
ALTER TABLE ONLY reelstore.provider_job_attempts
    ADD CONSTRAINT provider_job_attempts_job_id_fkey FOREIGN KEY (job_id) REFERENCES reelstore.provider_jobs(id);
ALTER TABLE ONLY reelstore.provider_job_results
    ADD CONSTRAINT provider_job_results_job_id_fkey FOREIGN KEY (job_id) REFERENCES reelstore.provider_jobs(id);
ALTER TABLE ONLY reelstore.veo3_video_generations
    ADD CONSTRAINT veo3_video_generations_audio_generation_id_fkey FOREIGN KEY (audio_generation_id) REFERENCES reelstore.audio_generations(id);
ALTER TABLE ONLY reelstore.veo3_video_generations
    ADD CONSTRAINT veo3_video_generations_image_generation_id_fkey FOREIGN KEY (image_generation_id) REFERENCES reelstore.image_generations(id);
ALTER TABLE ONLY reelstore.veo3_video_generations
    ADD CONSTRAINT veo3_video_generations_project_id_fkey FOREIGN KEY (project_id) REFERENCES reelstore.video_projects(id);
