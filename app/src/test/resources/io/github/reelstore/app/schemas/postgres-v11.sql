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
INSERT INTO reelstore.audio_generations VALUES ('01a22ae2-1669-7292-b84f-a44d27ea572e', 'studio', '01a22ae2-1336-7e93-8758-b249a2b75b0a', 'espeak-ng', NULL, NULL, 'en', NULL, 'The lighthouse stands on the cliff. Every night, its light leads the boats home.', NULL, 'projects/01a22ae2-1336-7e93-8758-b249a2b75b0a/audio/01a22ae2-1669-7292-b84f-a44d27ea572e.mp3', 22772, 6, 5579, 22050, 1, 'mp3', 32000, '8db34023bbe11701719d1da416015708dc0e68b8cc43884c8cea1cd32512910b', NULL, 'completed', '2026-11-30 05:16:29.880647+00', '2026-11-30 05:16:29.880647+00', NULL, '{"codecs": ["mp3"], "detected": {"bitrate": "32000", "channels": "1", "durationMs": "5579", "sampleRate": "22050"}}');
INSERT INTO reelstore.audio_generations VALUES ('01a22ae2-2076-72b9-94df-2d1c5c0b7c7e', 'studio', '01a22ae2-1336-7e93-8758-b249a2b75b0a', 'espeak-ng', NULL, NULL, 'vi', NULL, 'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.', NULL, 'projects/01a22ae2-1336-7e93-8758-b249a2b75b0a/audio/01a22ae2-2076-72b9-94df-2d1c5c0b7c7e.wav', 91386, 3, 2854, 16000, 1, 'wav', 256039, 'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db', NULL, 'completed', '2026-11-30 05:16:32.277439+00', '2026-11-30 05:16:32.277439+00', NULL, '{"codecs": ["pcm_s16le"], "detected": {"bitrate": "256039", "channels": "1", "durationMs": "2854", "sampleRate": "16000"}}');
INSERT INTO reelstore.audio_generations VALUES ('01a22ae2-2152-7795-9590-085d278db794', 'studio', '01a22ae2-1336-7e93-8758-b249a2b75b0a', 'espeak-ng', NULL, NULL, 'vi', NULL, 'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.', NULL, 'projects/01a22ae2-1336-7e93-8758-b249a2b75b0a/audio/01a22ae2-2076-72b9-94df-2d1c5c0b7c7e.wav', 91386, 3, 2854, 16000, 1, 'wav', 256039, 'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db', NULL, 'completed', '2026-11-30 05:16:32.483883+00', '2026-11-30 05:16:32.483883+00', NULL, '{"codecs": ["pcm_s16le"], "detected": {"bitrate": "256039", "channels": "1", "durationMs": "2854", "sampleRate": "16000"}}');
INSERT INTO reelstore.blob_tombstones VALUES ('projects/01a22ae2-1336-7e93-8758-b249a2b75b0a/images/01a22ae2-3dec-70a6-baa6-aa2316795020.png', 'studio', '2026-11-30 05:16:50.972376+00');
INSERT INTO reelstore.blob_tombstones VALUES ('projects/01a22ae2-1336-7e93-8758-b249a2b75b0a/images/01a22ae2-3dec-70a6-baa6-aa2316795020.thumb.jpg', 'studio', '2026-11-30 05:16:50.972376+00');
INSERT INTO reelstore.generation_audio_tracks VALUES ('01a22ae2-16d8-7bfe-968b-3416fe623a01', 'vi', '01a22ae2-2076-72b9-94df-2d1c5c0b7c7e');
INSERT INTO reelstore.generation_inputs VALUES ('01a22ae2-2364-72f0-af90-c15662cfe146', 'first_frame', 0, '01a22ae2-2146-7377-8d18-061865e78913');
INSERT INTO reelstore.generation_inputs VALUES ('01a22ae2-2364-72f0-af90-c15662cfe146', 'last_frame', 0, '01a22ae2-15e5-75cd-8535-63fa1402bcec');
INSERT INTO reelstore.image_generations VALUES ('01a22ae2-15e5-75cd-8535-63fa1402bcec', 'studio', '01a22ae2-1336-7e93-8758-b249a2b75b0a', 'sample', NULL, 'A lighthouse on a rocky shore at dusk', NULL, NULL, NULL, 'projects/01a22ae2-1336-7e93-8758-b249a2b75b0a/images/01a22ae2-15e5-75cd-8535-63fa1402bcec.png', 52054, 640, 360, 'projects/01a22ae2-1336-7e93-8758-b249a2b75b0a/images/01a22ae2-15e5-75cd-8535-63fa1402bcec.thumb.jpg', '20727d59e73de48ba5915da4387e88248f5a813889ad19c2e7c95bcc005a0379', NULL, 'completed', '2026-11-30 05:16:29.880647+00', '2026-11-30 05:16:31.244316+00', NULL);
INSERT INTO reelstore.image_generations VALUES ('01a22ae2-2146-7377-8d18-061865e78913', 'studio', '01a22ae2-1336-7e93-8758-b249a2b75b0a', 'sample', NULL, 'Fishing boats in the harbour', NULL, NULL, NULL, 'projects/01a22ae2-1336-7e93-8758-b249a2b75b0a/images/01a22ae2-2146-7377-8d18-061865e78913.jpg', 26063, 640, 360, 'projects/01a22ae2-1336-7e93-8758-b249a2b75b0a/images/01a22ae2-2146-7377-8d18-061865e78913.thumb.jpg', '65d7a433acd6a9cc06bfd8458c8421c307df87bd39c5272d5ca1de8e9ac96c74', NULL, 'completed', '2026-11-30 05:16:32.483883+00', '2026-11-30 05:16:32.836146+00', '{"claimed": {"type": "image/png"}, "warnings": ["It was given as image/png, but its bytes are image/jpeg."]}');
INSERT INTO reelstore.image_generations VALUES ('01a22ae2-56c2-7350-83fc-78008d9c5051', 'studio', '01a22ae2-1336-7e93-8758-b249a2b75b0a', 'test-provider', NULL, 'an extra image', NULL, NULL, NULL, 'projects/01a22ae2-1336-7e93-8758-b249a2b75b0a/images/01a22ae2-56c2-7350-83fc-78008d9c5051.png', 277, 41, 30, 'projects/01a22ae2-1336-7e93-8758-b249a2b75b0a/images/01a22ae2-56c2-7350-83fc-78008d9c5051.thumb.jpg', 'f4ce352812c8eb8446ea8f81eff89229d4c58044d5549471051010d7682aebda', NULL, 'completed', '2026-11-30 05:16:46.181631+00', '2026-11-30 05:16:46.29013+00', '{"provenance": ["text:date:create", "text:date:modify"]}');
INSERT INTO reelstore.reelstore_identity VALUES (1, '8ef71160-8d97-4ada-a99d-825207a83e2f', '2026-11-30 05:16:29.472335+00', NULL, NULL);
INSERT INTO reelstore.reelstore_marks VALUES ('studio', 'image', '01a22ae2-56c2-7350-83fc-78008d9c5051', 'missing', 'projects/01a22ae2-1336-7e93-8758-b249a2b75b0a/images/01a22ae2-56c2-7350-83fc-78008d9c5051.png', '2026-11-30 05:16:59.323025+00');
INSERT INTO reelstore.reelstore_schema_history VALUES (0, NULL, '<< Flyway Schema Creation >>', 'SCHEMA', '"reelstore"', NULL, 'reelstore', '2026-11-30 05:16:25.056045', 0, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (1, '1', 'projects generations and media', 'SQL', 'V1__projects_generations_and_media.sql', 2004635964, 'reelstore', '2026-11-30 05:16:25.056045', 550, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (2, '2', 'identity and marks', 'SQL', 'V2__identity_and_marks.sql', 2091250724, 'reelstore', '2026-11-30 05:16:25.056045', 119, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (3, '3', 'media facts', 'SQL', 'V3__media_facts.sql', -712324503, 'reelstore', '2026-11-30 05:16:25.056045', 11, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (4, '4', 'better led indexes', 'SQL', 'V4__better_led_indexes.sql', 2083557768, 'reelstore', '2026-11-30 05:16:25.056045', 220, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (5, '5', 'store id', 'SQL', 'V5__store_id.sql', 955663996, 'reelstore', '2026-11-30 05:16:25.056045', 63, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (6, '6', 'restores', 'SQL', 'V6__restores.sql', 842131556, 'reelstore', '2026-11-30 05:16:25.056045', 30, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (7, '7', 'media info', 'SQL', 'V7__media_info.sql', -1477310716, 'reelstore', '2026-11-30 05:16:25.056045', 30, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (8, '8', 'media info leaves meta', 'SQL', 'V8__media_info_leaves_meta.sql', 1744860312, 'reelstore', '2026-11-30 05:16:25.056045', 42, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (9, '9', 'frame rate', 'SQL', 'V9__frame_rate.sql', 422550607, 'reelstore', '2026-11-30 05:16:25.056045', 4, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (10, '10', 'seed text', 'SQL', 'V10__seed_text.sql', -170333846, 'reelstore', '2026-11-30 05:16:25.056045', 5, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (11, '11', 'idempotency keys', 'SQL', 'V11__idempotency_keys.sql', -1848535178, 'reelstore', '2026-11-30 05:16:25.056045', 25, true);
INSERT INTO reelstore.veo3_video_generations VALUES ('01a22ae2-16d8-7bfe-968b-3416fe623a01', 'studio', '01a22ae2-1336-7e93-8758-b249a2b75b0a', 'scene-1', NULL, 'The beam sweeps over the sea as night falls', NULL, '16:9', 'completed', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 05:16:29.880647+00', '2026-11-30 05:16:32.092216+00', '2026-11-30 05:16:29.880647+00', 'text-to-video', NULL, '01a22ae2-15e5-75cd-8535-63fa1402bcec', '01a22ae2-1669-7292-b84f-a44d27ea572e', 'sample', NULL, '6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1', 'projects/01a22ae2-1336-7e93-8758-b249a2b75b0a/videos/01a22ae2-16d8-7bfe-968b-3416fe623a01.mp4', 44869, 3000, 640, 360, 'projects/01a22ae2-1336-7e93-8758-b249a2b75b0a/videos/01a22ae2-16d8-7bfe-968b-3416fe623a01.thumb.jpg', NULL, '{"codecs": ["h264", "aac"], "detected": {"width": "640", "height": "360", "frameRate": "24/1", "durationMs": "3000"}}', '24/1', NULL);
INSERT INTO reelstore.veo3_video_generations VALUES ('01a22ae2-2161-70e0-98d7-07976e1914a5', 'studio', '01a22ae2-1336-7e93-8758-b249a2b75b0a', 'scene-2', NULL, 'Boats return to the harbour, seen from above', NULL, '16:9', 'pending', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 05:16:32.483883+00', '2026-11-30 05:16:32.483883+00', NULL, 'text-to-video', NULL, '01a22ae2-2146-7377-8d18-061865e78913', '01a22ae2-2152-7795-9590-085d278db794', 'sample', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO reelstore.veo3_video_generations VALUES ('01a22ae2-2364-72f0-af90-c15662cfe146', 'studio', '01a22ae2-1336-7e93-8758-b249a2b75b0a', 'scene-3', NULL, 'From the harbour back to the light', NULL, '16:9', 'completed', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 05:16:33.028086+00', '2026-11-30 05:16:33.673235+00', '2026-11-30 05:16:33.028086+00', 'text-to-video', NULL, NULL, NULL, 'sample', NULL, '6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1', 'projects/01a22ae2-1336-7e93-8758-b249a2b75b0a/videos/01a22ae2-16d8-7bfe-968b-3416fe623a01.mp4', 44869, 3000, 640, 360, 'projects/01a22ae2-1336-7e93-8758-b249a2b75b0a/videos/01a22ae2-16d8-7bfe-968b-3416fe623a01.thumb.jpg', NULL, '{"codecs": ["h264", "aac"], "detected": {"width": "640", "height": "360", "frameRate": "24/1", "durationMs": "3000"}}', '24/1', NULL);
INSERT INTO reelstore.video_projects VALUES ('01a22ae2-1336-7e93-8758-b249a2b75b0a', 'studio', 'coast-stories', 'Hải đăng: a lighthouse at dusk', 'A sample project: three scenes, speech in English and Vietnamese.', 'in_progress', 'en', '16:9', NULL, NULL, NULL, NULL, 'projects/01a22ae2-1336-7e93-8758-b249a2b75b0a/video.mp4', 'projects/01a22ae2-1336-7e93-8758-b249a2b75b0a/video.thumb.jpg', 3000, '6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1', 4, '2026-11-30 05:16:28.750197+00', '2026-11-30 05:16:34.719206+00', '{"codecs": ["h264", "aac"], "detected": {"durationMs": "3000"}}');
INSERT INTO reelstore.video_projects VALUES ('01a22ae2-92ae-78d1-8a9e-a7c3258845a8', 'other', NULL, 'Another profile''s', NULL, 'draft', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-30 05:17:01.468439+00', '2026-11-30 05:17:01.468439+00', NULL);
ALTER TABLE ONLY reelstore.audio_generations
    ADD CONSTRAINT audio_generations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY reelstore.blob_tombstones
    ADD CONSTRAINT blob_tombstones_pkey PRIMARY KEY (blob_key);
ALTER TABLE ONLY reelstore.generation_audio_tracks
    ADD CONSTRAINT generation_audio_tracks_pkey PRIMARY KEY (generation_id, language);
ALTER TABLE ONLY reelstore.generation_inputs
    ADD CONSTRAINT generation_inputs_pkey PRIMARY KEY (generation_id, role, "position");
ALTER TABLE ONLY reelstore.image_generations
    ADD CONSTRAINT image_generations_pkey PRIMARY KEY (id);
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
ALTER TABLE ONLY reelstore.veo3_video_generations
    ADD CONSTRAINT veo3_video_generations_audio_generation_id_fkey FOREIGN KEY (audio_generation_id) REFERENCES reelstore.audio_generations(id);
ALTER TABLE ONLY reelstore.veo3_video_generations
    ADD CONSTRAINT veo3_video_generations_image_generation_id_fkey FOREIGN KEY (image_generation_id) REFERENCES reelstore.image_generations(id);
ALTER TABLE ONLY reelstore.veo3_video_generations
    ADD CONSTRAINT veo3_video_generations_project_id_fkey FOREIGN KEY (project_id) REFERENCES reelstore.video_projects(id);
