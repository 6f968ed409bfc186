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
INSERT INTO reelstore.audio_generations VALUES ('01a22ae0-c401-7250-a98c-7609f756adff', 'studio', '01a22ae0-c2ba-7d27-8876-69ff09dcb402', 'espeak-ng', NULL, NULL, 'en', NULL, 'The lighthouse stands on the cliff. Every night, its light leads the boats home.', NULL, 'projects/01a22ae0-c2ba-7d27-8876-69ff09dcb402/audio/01a22ae0-c401-7250-a98c-7609f756adff.mp3', 22772, 6, 5579, 22050, 1, 'mp3', 32000, '8db34023bbe11701719d1da416015708dc0e68b8cc43884c8cea1cd32512910b', NULL, 'completed', '2026-11-30 05:15:03.150514+00', '2026-11-30 05:15:03.150514+00', NULL, '{"codecs": ["mp3"]}');
INSERT INTO reelstore.audio_generations VALUES ('01a22ae0-cc68-77e6-a442-3efe8af55547', 'studio', '01a22ae0-c2ba-7d27-8876-69ff09dcb402', 'espeak-ng', NULL, NULL, 'vi', NULL, 'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.', NULL, 'projects/01a22ae0-c2ba-7d27-8876-69ff09dcb402/audio/01a22ae0-cc68-77e6-a442-3efe8af55547.wav', 91386, 3, 2854, 16000, 1, 'wav', 256039, 'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db', NULL, 'completed', '2026-11-30 05:15:05.251667+00', '2026-11-30 05:15:05.251667+00', NULL, '{"codecs": ["pcm_s16le"]}');
INSERT INTO reelstore.audio_generations VALUES ('01a22ae0-cd21-7a20-9711-cb43fa217fee', 'studio', '01a22ae0-c2ba-7d27-8876-69ff09dcb402', 'espeak-ng', NULL, NULL, 'vi', NULL, 'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.', NULL, 'projects/01a22ae0-c2ba-7d27-8876-69ff09dcb402/audio/01a22ae0-cc68-77e6-a442-3efe8af55547.wav', 91386, 3, 2854, 16000, 1, 'wav', 256039, 'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db', NULL, 'completed', '2026-11-30 05:15:05.41037+00', '2026-11-30 05:15:05.41037+00', NULL, '{"codecs": ["pcm_s16le"]}');
INSERT INTO reelstore.blob_tombstones VALUES ('projects/01a22ae0-c2ba-7d27-8876-69ff09dcb402/images/01a22ae0-e570-7a48-965f-0187ee981239.thumb.jpg', 'studio', '2026-11-30 05:15:20.195726+00');
INSERT INTO reelstore.blob_tombstones VALUES ('projects/01a22ae0-c2ba-7d27-8876-69ff09dcb402/images/01a22ae0-e570-7a48-965f-0187ee981239.png', 'studio', '2026-11-30 05:15:20.195726+00');
INSERT INTO reelstore.generation_audio_tracks VALUES ('01a22ae0-c449-7bda-ab63-b683b4dc0eab', 'vi', '01a22ae0-cc68-77e6-a442-3efe8af55547');
INSERT INTO reelstore.generation_inputs VALUES ('01a22ae0-cf28-72c6-9514-797e2c6e8ddd', 'first_frame', 0, '01a22ae0-cd18-71dc-9c2f-f292ba1eadf1');
INSERT INTO reelstore.generation_inputs VALUES ('01a22ae0-cf28-72c6-9514-797e2c6e8ddd', 'last_frame', 0, '01a22ae0-c390-7410-8666-159f6b238133');
INSERT INTO reelstore.image_generations VALUES ('01a22ae0-c390-7410-8666-159f6b238133', 'studio', '01a22ae0-c2ba-7d27-8876-69ff09dcb402', 'sample', NULL, 'A lighthouse on a rocky shore at dusk', NULL, NULL, NULL, 'projects/01a22ae0-c2ba-7d27-8876-69ff09dcb402/images/01a22ae0-c390-7410-8666-159f6b238133.png', 52054, 640, 360, 'projects/01a22ae0-c2ba-7d27-8876-69ff09dcb402/images/01a22ae0-c390-7410-8666-159f6b238133.thumb.jpg', '20727d59e73de48ba5915da4387e88248f5a813889ad19c2e7c95bcc005a0379', NULL, 'completed', '2026-11-30 05:15:03.150514+00', '2026-11-30 05:15:03.920177+00', NULL);
INSERT INTO reelstore.image_generations VALUES ('01a22ae0-cd18-71dc-9c2f-f292ba1eadf1', 'studio', '01a22ae0-c2ba-7d27-8876-69ff09dcb402', 'sample', NULL, 'Fishing boats in the harbour', NULL, NULL, NULL, 'projects/01a22ae0-c2ba-7d27-8876-69ff09dcb402/images/01a22ae0-cd18-71dc-9c2f-f292ba1eadf1.jpg', 26063, 640, 360, 'projects/01a22ae0-c2ba-7d27-8876-69ff09dcb402/images/01a22ae0-cd18-71dc-9c2f-f292ba1eadf1.thumb.jpg', '65d7a433acd6a9cc06bfd8458c8421c307df87bd39c5272d5ca1de8e9ac96c74', NULL, 'completed', '2026-11-30 05:15:05.41037+00', '2026-11-30 05:15:05.817373+00', '{"claimed": {"type": "image/png"}, "warnings": ["It was given as image/png, but its bytes are image/jpeg."]}');
INSERT INTO reelstore.image_generations VALUES ('01a22ae0-f151-71e3-a282-433e94508fc8', 'studio', '01a22ae0-c2ba-7d27-8876-69ff09dcb402', 'test-provider', NULL, 'an extra image', NULL, NULL, NULL, 'projects/01a22ae0-c2ba-7d27-8876-69ff09dcb402/images/01a22ae0-f151-71e3-a282-433e94508fc8.png', 277, 41, 30, 'projects/01a22ae0-c2ba-7d27-8876-69ff09dcb402/images/01a22ae0-f151-71e3-a282-433e94508fc8.thumb.jpg', '5363b5d9cb64de8f1f2dcb615347cd5ca5d3f9eaa5fcf8d350445a22a6716553', NULL, 'completed', '2026-11-30 05:15:14.682193+00', '2026-11-30 05:15:15.402345+00', '{"provenance": ["text:date:create", "text:date:modify"]}');
INSERT INTO reelstore.reelstore_identity VALUES (1, 'a63cc399-fb22-49cd-bf9e-24bfeea8ac48', '2026-11-30 05:15:02.919288+00', NULL, NULL);
INSERT INTO reelstore.reelstore_marks VALUES ('studio', 'image', '01a22ae0-f151-71e3-a282-433e94508fc8', 'missing', 'projects/01a22ae0-c2ba-7d27-8876-69ff09dcb402/images/01a22ae0-f151-71e3-a282-433e94508fc8.png', '2026-11-30 05:15:30.696922+00');
INSERT INTO reelstore.reelstore_schema_history VALUES (0, NULL, '<< Flyway Schema Creation >>', 'SCHEMA', '"reelstore"', NULL, 'reelstore', '2026-11-30 05:14:58.809633', 0, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (1, '1', 'projects generations and media', 'SQL', 'V1__projects_generations_and_media.sql', 2004635964, 'reelstore', '2026-11-30 05:14:58.809633', 1163, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (2, '2', 'identity and marks', 'SQL', 'V2__identity_and_marks.sql', 2091250724, 'reelstore', '2026-11-30 05:14:58.809633', 56, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (3, '3', 'media facts', 'SQL', 'V3__media_facts.sql', -712324503, 'reelstore', '2026-11-30 05:14:58.809633', 29, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (4, '4', 'better led indexes', 'SQL', 'V4__better_led_indexes.sql', 2083557768, 'reelstore', '2026-11-30 05:14:58.809633', 226, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (5, '5', 'store id', 'SQL', 'V5__store_id.sql', 955663996, 'reelstore', '2026-11-30 05:14:58.809633', 3, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (6, '6', 'restores', 'SQL', 'V6__restores.sql', 842131556, 'reelstore', '2026-11-30 05:14:58.809633', 8, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (7, '7', 'media info', 'SQL', 'V7__media_info.sql', -1477310716, 'reelstore', '2026-11-30 05:14:58.809633', 5, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (8, '8', 'media info leaves meta', 'SQL', 'V8__media_info_leaves_meta.sql', 1744860312, 'reelstore', '2026-11-30 05:14:58.809633', 17, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (9, '9', 'frame rate', 'SQL', 'V9__frame_rate.sql', 422550607, 'reelstore', '2026-11-30 05:14:58.809633', 3, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (10, '10', 'seed text', 'SQL', 'V10__seed_text.sql', -170333846, 'reelstore', '2026-11-30 05:14:58.809633', 4, true);
INSERT INTO reelstore.veo3_video_generations VALUES ('01a22ae0-c449-7bda-ab63-b683b4dc0eab', 'studio', '01a22ae0-c2ba-7d27-8876-69ff09dcb402', 'scene-1', NULL, 'The beam sweeps over the sea as night falls', NULL, '16:9', 'completed', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 05:15:03.150514+00', '2026-11-30 05:15:05.039691+00', '2026-11-30 05:15:03.150514+00', 'text-to-video', NULL, '01a22ae0-c390-7410-8666-159f6b238133', '01a22ae0-c401-7250-a98c-7609f756adff', 'sample', NULL, '6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1', 'projects/01a22ae0-c2ba-7d27-8876-69ff09dcb402/videos/01a22ae0-c449-7bda-ab63-b683b4dc0eab.mp4', 44869, 3000, 640, 360, 'projects/01a22ae0-c2ba-7d27-8876-69ff09dcb402/videos/01a22ae0-c449-7bda-ab63-b683b4dc0eab.thumb.jpg', NULL, '{"codecs": ["h264", "aac"]}', '24/1', NULL);
INSERT INTO reelstore.veo3_video_generations VALUES ('01a22ae0-cd3c-7a28-891b-644d1445e0d9', 'studio', '01a22ae0-c2ba-7d27-8876-69ff09dcb402', 'scene-2', NULL, 'Boats return to the harbour, seen from above', NULL, '16:9', 'pending', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 05:15:05.41037+00', '2026-11-30 05:15:05.41037+00', NULL, 'text-to-video', NULL, '01a22ae0-cd18-71dc-9c2f-f292ba1eadf1', '01a22ae0-cd21-7a20-9711-cb43fa217fee', 'sample', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO reelstore.veo3_video_generations VALUES ('01a22ae0-cf28-72c6-9514-797e2c6e8ddd', 'studio', '01a22ae0-c2ba-7d27-8876-69ff09dcb402', 'scene-3', NULL, 'From the harbour back to the light', NULL, '16:9', 'completed', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 05:15:05.924303+00', '2026-11-30 05:15:06.601028+00', '2026-11-30 05:15:05.924303+00', 'text-to-video', NULL, NULL, NULL, 'sample', NULL, '6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1', 'projects/01a22ae0-c2ba-7d27-8876-69ff09dcb402/videos/01a22ae0-c449-7bda-ab63-b683b4dc0eab.mp4', 44869, 3000, 640, 360, 'projects/01a22ae0-c2ba-7d27-8876-69ff09dcb402/videos/01a22ae0-c449-7bda-ab63-b683b4dc0eab.thumb.jpg', NULL, '{"codecs": ["h264", "aac"]}', '24/1', NULL);
INSERT INTO reelstore.video_projects VALUES ('01a22ae0-c2ba-7d27-8876-69ff09dcb402', 'studio', 'coast-stories', 'Hải đăng: a lighthouse at dusk', 'A sample project: three scenes, speech in English and Vietnamese.', 'in_progress', 'en', '16:9', NULL, NULL, NULL, NULL, 'projects/01a22ae0-c2ba-7d27-8876-69ff09dcb402/video.mp4', 'projects/01a22ae0-c2ba-7d27-8876-69ff09dcb402/video.thumb.jpg', 3000, '6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1', 4, '2026-11-30 05:15:02.701247+00', '2026-11-30 05:15:07.005896+00', '{"codecs": ["h264", "aac"]}');
INSERT INTO reelstore.video_projects VALUES ('01a22ae1-391b-73a8-a5b6-16b45467f7a3', 'other', NULL, 'Another profile''s', NULL, 'draft', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-30 05:15:33.004417+00', '2026-11-30 05:15:33.004417+00', NULL);
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
