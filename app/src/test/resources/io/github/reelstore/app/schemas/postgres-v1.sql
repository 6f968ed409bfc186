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
    updated_at timestamp with time zone NOT NULL
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
    updated_at timestamp with time zone NOT NULL
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
    height integer
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
    CONSTRAINT video_projects_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'in_progress'::text, 'completed'::text, 'archived'::text])))
);
INSERT INTO reelstore.audio_generations VALUES ('01a2242f-f396-7f63-8ead-ac38ee407328', 'studio', '01a2242f-f317-713f-ac08-69d89489646d', 'espeak-ng', NULL, NULL, 'en', NULL, 'The lighthouse stands on the cliff. Every night, its light leads the boats home.', NULL, 'projects/01a2242f-f317-713f-ac08-69d89489646d/audio/01a2242f-f396-7f63-8ead-ac38ee407328.mp3', 22772, NULL, NULL, NULL, NULL, 'mp3', NULL, '8db34023bbe11701719d1da416015708dc0e68b8cc43884c8cea1cd32512910b', NULL, 'completed', '2026-11-28 22:04:12.07829+00', '2026-11-28 22:04:12.07829+00');
INSERT INTO reelstore.audio_generations VALUES ('01a2242f-f47c-7764-8777-94687d9827d0', 'studio', '01a2242f-f317-713f-ac08-69d89489646d', 'espeak-ng', NULL, NULL, 'vi', NULL, 'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.', NULL, 'projects/01a2242f-f317-713f-ac08-69d89489646d/audio/01a2242f-f47c-7764-8777-94687d9827d0.wav', 91386, NULL, NULL, NULL, NULL, 'wav', NULL, 'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db', NULL, 'completed', '2026-11-28 22:04:12.295691+00', '2026-11-28 22:04:12.295691+00');
INSERT INTO reelstore.audio_generations VALUES ('01a2242f-f4b1-7612-87f0-144ce6383ef3', 'studio', '01a2242f-f317-713f-ac08-69d89489646d', 'espeak-ng', NULL, NULL, 'vi', NULL, 'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.', NULL, 'projects/01a2242f-f317-713f-ac08-69d89489646d/audio/01a2242f-f47c-7764-8777-94687d9827d0.wav', 91386, NULL, NULL, NULL, NULL, 'wav', NULL, 'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db', NULL, 'completed', '2026-11-28 22:04:12.346968+00', '2026-11-28 22:04:12.346968+00');
INSERT INTO reelstore.blob_tombstones VALUES ('projects/01a22430-0218-7fae-80c4-92144a0fecc1/images/01a22430-1630-7028-9936-e477658831e4.png', 'studio', '2026-11-28 22:04:23.89502+00');
INSERT INTO reelstore.generation_audio_tracks VALUES ('01a2242f-f3a9-7dbe-a79c-91b1141c2488', 'vi', '01a2242f-f47c-7764-8777-94687d9827d0');
INSERT INTO reelstore.generation_inputs VALUES ('01a2242f-f4e5-76e9-aac2-078092d06b54', 'first_frame', 0, '01a2242f-f4ac-78c0-bd5c-de56a80c0829');
INSERT INTO reelstore.generation_inputs VALUES ('01a2242f-f4e5-76e9-aac2-078092d06b54', 'last_frame', 0, '01a2242f-f37c-738d-b3ac-21e9d4356d58');
INSERT INTO reelstore.image_generations VALUES ('01a2242f-f37c-738d-b3ac-21e9d4356d58', 'studio', '01a2242f-f317-713f-ac08-69d89489646d', 'sample', NULL, 'A lighthouse on a rocky shore at dusk', NULL, NULL, NULL, 'projects/01a2242f-f317-713f-ac08-69d89489646d/images/01a2242f-f37c-738d-b3ac-21e9d4356d58.png', 52054, NULL, NULL, NULL, '20727d59e73de48ba5915da4387e88248f5a813889ad19c2e7c95bcc005a0379', NULL, 'completed', '2026-11-28 22:04:12.07829+00', '2026-11-28 22:04:12.07829+00');
INSERT INTO reelstore.image_generations VALUES ('01a2242f-f4ac-78c0-bd5c-de56a80c0829', 'studio', '01a2242f-f317-713f-ac08-69d89489646d', 'sample', NULL, 'Fishing boats in the harbour', NULL, NULL, NULL, 'projects/01a2242f-f317-713f-ac08-69d89489646d/images/01a2242f-f4ac-78c0-bd5c-de56a80c0829.jpg', 26063, NULL, NULL, NULL, '65d7a433acd6a9cc06bfd8458c8421c307df87bd39c5272d5ca1de8e9ac96c74', NULL, 'completed', '2026-11-28 22:04:12.346968+00', '2026-11-28 22:04:12.346968+00');
INSERT INTO reelstore.image_generations VALUES ('01a22430-35ec-75a6-8162-1144f67311d4', 'studio', '01a2242f-f317-713f-ac08-69d89489646d', 'imagen', NULL, 'Its file was lost', NULL, NULL, NULL, 'projects/01a2242f-f317-713f-ac08-69d89489646d/images/01a22430-35ec-75a6-8162-1144f67311d4.png', 579, NULL, NULL, NULL, '2851f2e2ec86ff72a8962c735bbb69bcb042818d461c21bb0dadd3b37fbf2860', NULL, 'completed', '2026-11-28 22:04:29.074091+00', '2026-11-28 22:04:29.074091+00');
INSERT INTO reelstore.reelstore_schema_history VALUES (0, NULL, '<< Flyway Schema Creation >>', 'SCHEMA', '"reelstore"', NULL, 'postgres', '2026-11-28 22:04:09.990467', 0, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (1, '1', 'projects generations and media', 'SQL', 'V1__projects_generations_and_media.sql', 2004635964, 'postgres', '2026-11-28 22:04:09.990467', 171, true);
INSERT INTO reelstore.veo3_video_generations VALUES ('01a2242f-f3a9-7dbe-a79c-91b1141c2488', 'studio', '01a2242f-f317-713f-ac08-69d89489646d', 'scene-1', NULL, 'The beam sweeps over the sea as night falls', NULL, '16:9', 'completed', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-28 22:04:12.07829+00', '2026-11-28 22:04:12.07829+00', '2026-11-28 22:04:12.07829+00', 'text-to-video', NULL, '01a2242f-f37c-738d-b3ac-21e9d4356d58', '01a2242f-f396-7f63-8ead-ac38ee407328', 'sample', NULL, '6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1', 'projects/01a2242f-f317-713f-ac08-69d89489646d/videos/01a2242f-f3a9-7dbe-a79c-91b1141c2488.mp4', 44869, NULL, NULL, NULL);
INSERT INTO reelstore.veo3_video_generations VALUES ('01a2242f-f4b9-75fa-9c51-2aea0ab8a433', 'studio', '01a2242f-f317-713f-ac08-69d89489646d', 'scene-2', NULL, 'Boats return to the harbour, seen from above', NULL, '16:9', 'pending', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-28 22:04:12.346968+00', '2026-11-28 22:04:12.346968+00', NULL, 'text-to-video', NULL, '01a2242f-f4ac-78c0-bd5c-de56a80c0829', '01a2242f-f4b1-7612-87f0-144ce6383ef3', 'sample', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO reelstore.veo3_video_generations VALUES ('01a2242f-f4e5-76e9-aac2-078092d06b54', 'studio', '01a2242f-f317-713f-ac08-69d89489646d', 'scene-3', NULL, 'From the harbour back to the light', NULL, '16:9', 'completed', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-28 22:04:12.39152+00', '2026-11-28 22:04:12.39152+00', '2026-11-28 22:04:12.39152+00', 'text-to-video', NULL, NULL, NULL, 'sample', NULL, '6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1', 'projects/01a2242f-f317-713f-ac08-69d89489646d/videos/01a2242f-f3a9-7dbe-a79c-91b1141c2488.mp4', 44869, NULL, NULL, NULL);
INSERT INTO reelstore.video_projects VALUES ('01a2242f-f317-713f-ac08-69d89489646d', 'studio', 'coast-stories', 'Hải đăng: a lighthouse at dusk', 'A sample project: three scenes, speech in English and Vietnamese.', 'in_progress', 'en', '16:9', NULL, NULL, NULL, NULL, 'projects/01a2242f-f317-713f-ac08-69d89489646d/video.mp4', NULL, NULL, '6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1', 3, '2026-11-28 22:04:11.904585+00', '2026-11-28 22:04:12.473591+00');
INSERT INTO reelstore.video_projects VALUES ('01a22430-42b6-7ef5-a7da-ec9a7ec97a44', 'other', NULL, 'Another profile''s', NULL, 'draft', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-28 22:04:32.290918+00', '2026-11-28 22:04:32.290918+00');
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
CREATE INDEX idx_blob_tombstones_profile_created_at ON reelstore.blob_tombstones USING btree (profile_id, created_at);
CREATE INDEX idx_generation_audio_tracks_audio ON reelstore.generation_audio_tracks USING btree (audio_generation_id);
CREATE INDEX idx_generation_inputs_image ON reelstore.generation_inputs USING btree (image_generation_id);
CREATE INDEX idx_image_content_hash ON reelstore.image_generations USING btree (content_hash);
CREATE INDEX idx_image_file_path ON reelstore.image_generations USING btree (file_path);
CREATE INDEX idx_image_profile_created_at ON reelstore.image_generations USING btree (profile_id, created_at);
CREATE INDEX idx_image_project_id ON reelstore.image_generations USING btree (project_id);
CREATE INDEX idx_image_thumb_path ON reelstore.image_generations USING btree (thumb_path);
CREATE INDEX idx_vg_audio_generation_id ON reelstore.veo3_video_generations USING btree (audio_generation_id);
CREATE INDEX idx_vg_content_hash ON reelstore.veo3_video_generations USING btree (content_hash);
CREATE INDEX idx_vg_file_path ON reelstore.veo3_video_generations USING btree (file_path);
CREATE INDEX idx_vg_image_generation_id ON reelstore.veo3_video_generations USING btree (image_generation_id);
CREATE INDEX idx_vg_profile_created_at ON reelstore.veo3_video_generations USING btree (profile_id, created_at);
CREATE INDEX idx_vg_project_id_created_at ON reelstore.veo3_video_generations USING btree (project_id, created_at);
CREATE INDEX idx_video_projects_channel_id ON reelstore.video_projects USING btree (channel_id);
CREATE INDEX idx_video_projects_profile_created_at ON reelstore.video_projects USING btree (profile_id, created_at DESC);
CREATE INDEX idx_video_projects_thumb_path ON reelstore.video_projects USING btree (thumb_path);
CREATE INDEX idx_video_projects_video_path ON reelstore.video_projects USING btree (video_path);
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
