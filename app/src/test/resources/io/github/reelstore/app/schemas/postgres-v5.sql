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
    meta jsonb
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
CREATE TABLE reelstore.reelstore_identity (
    id integer NOT NULL,
    store_id text NOT NULL COLLATE pg_catalog."C",
    bound_at timestamp with time zone,
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
    meta jsonb
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
INSERT INTO reelstore.audio_generations VALUES ('01a225cd-1538-7d0a-ad6e-2b319c6252f0', 'studio', '01a225cd-148e-72bd-97c3-68372dfe1bba', 'espeak-ng', NULL, NULL, 'en', NULL, 'The lighthouse stands on the cliff. Every night, its light leads the boats home.', NULL, 'projects/01a225cd-148e-72bd-97c3-68372dfe1bba/audio/01a225cd-1538-7d0a-ad6e-2b319c6252f0.mp3', 22772, 6, 5642, 22050, 1, 'mp3', 32000, '8db34023bbe11701719d1da416015708dc0e68b8cc43884c8cea1cd32512910b', NULL, 'completed', '2026-11-29 05:35:27.064977+00', '2026-11-29 05:35:27.064977+00', '{"reelstore": {"codecs": ["mp3"]}}');
INSERT INTO reelstore.audio_generations VALUES ('01a225cd-1757-713f-93ce-f242df09caee', 'studio', '01a225cd-148e-72bd-97c3-68372dfe1bba', 'espeak-ng', NULL, NULL, 'vi', NULL, 'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.', NULL, 'projects/01a225cd-148e-72bd-97c3-68372dfe1bba/audio/01a225cd-1757-713f-93ce-f242df09caee.wav', 91386, 3, 2854, 16000, 1, 'wav', 256039, 'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db', NULL, 'completed', '2026-11-29 05:35:27.58861+00', '2026-11-29 05:35:27.58861+00', '{"reelstore": {"codecs": ["pcm_s16le"]}}');
INSERT INTO reelstore.audio_generations VALUES ('01a225cd-1797-752d-ad30-c5cb17914010', 'studio', '01a225cd-148e-72bd-97c3-68372dfe1bba', 'espeak-ng', NULL, NULL, 'vi', NULL, 'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.', NULL, 'projects/01a225cd-148e-72bd-97c3-68372dfe1bba/audio/01a225cd-1757-713f-93ce-f242df09caee.wav', 91386, 3, 2854, 16000, 1, 'wav', 256039, 'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db', NULL, 'completed', '2026-11-29 05:35:27.652119+00', '2026-11-29 05:35:27.652119+00', '{"reelstore": {"codecs": ["pcm_s16le"]}}');
INSERT INTO reelstore.blob_tombstones VALUES ('projects/01a225cd-148e-72bd-97c3-68372dfe1bba/images/01a225cd-22af-7399-846b-045075f20553.thumb.jpg', 'studio', '2026-11-29 05:35:32.695145+00');
INSERT INTO reelstore.blob_tombstones VALUES ('projects/01a225cd-148e-72bd-97c3-68372dfe1bba/images/01a225cd-22af-7399-846b-045075f20553.png', 'studio', '2026-11-29 05:35:32.695145+00');
INSERT INTO reelstore.generation_audio_tracks VALUES ('01a225cd-1554-78a5-9d1e-6b5d1a5fd98b', 'vi', '01a225cd-1757-713f-93ce-f242df09caee');
INSERT INTO reelstore.generation_inputs VALUES ('01a225cd-180e-75ee-aeaf-343aa951aef7', 'first_frame', 0, '01a225cd-178e-77ee-b02e-41588a297b76');
INSERT INTO reelstore.generation_inputs VALUES ('01a225cd-180e-75ee-aeaf-343aa951aef7', 'last_frame', 0, '01a225cd-151b-7679-bf2f-0581276bfe4f');
INSERT INTO reelstore.image_generations VALUES ('01a225cd-151b-7679-bf2f-0581276bfe4f', 'studio', '01a225cd-148e-72bd-97c3-68372dfe1bba', 'sample', NULL, 'A lighthouse on a rocky shore at dusk', NULL, NULL, NULL, 'projects/01a225cd-148e-72bd-97c3-68372dfe1bba/images/01a225cd-151b-7679-bf2f-0581276bfe4f.png', 52054, 640, 360, 'projects/01a225cd-148e-72bd-97c3-68372dfe1bba/images/01a225cd-151b-7679-bf2f-0581276bfe4f.thumb.jpg', '20727d59e73de48ba5915da4387e88248f5a813889ad19c2e7c95bcc005a0379', NULL, 'completed', '2026-11-29 05:35:27.064977+00', '2026-11-29 05:35:27.281779+00');
INSERT INTO reelstore.image_generations VALUES ('01a225cd-178e-77ee-b02e-41588a297b76', 'studio', '01a225cd-148e-72bd-97c3-68372dfe1bba', 'sample', NULL, 'Fishing boats in the harbour', NULL, '{"reelstore": {"claimed": {"type": "image/png"}, "warnings": ["It was given as image/png, but its bytes are image/jpeg."]}}', NULL, 'projects/01a225cd-148e-72bd-97c3-68372dfe1bba/images/01a225cd-178e-77ee-b02e-41588a297b76.jpg', 26063, 640, 360, 'projects/01a225cd-148e-72bd-97c3-68372dfe1bba/images/01a225cd-178e-77ee-b02e-41588a297b76.thumb.jpg', '65d7a433acd6a9cc06bfd8458c8421c307df87bd39c5272d5ca1de8e9ac96c74', NULL, 'completed', '2026-11-29 05:35:27.652119+00', '2026-11-29 05:35:27.723281+00');
INSERT INTO reelstore.image_generations VALUES ('01a225cd-3445-7bf9-b7fa-d2d63de261ea', 'studio', '01a225cd-148e-72bd-97c3-68372dfe1bba', 'imagen', NULL, 'Its file was lost', NULL, NULL, NULL, 'projects/01a225cd-148e-72bd-97c3-68372dfe1bba/images/01a225cd-3445-7bf9-b7fa-d2d63de261ea.png', 9039, 72, 48, 'projects/01a225cd-148e-72bd-97c3-68372dfe1bba/images/01a225cd-3445-7bf9-b7fa-d2d63de261ea.thumb.jpg', '25a93788e9e4ae4b91c3443927b67da44e0e1227682363c29a3311848c15ef80', NULL, 'completed', '2026-11-29 05:35:35.011548+00', '2026-11-29 05:35:35.13158+00');
INSERT INTO reelstore.reelstore_identity VALUES (1, '63bf8fdf-451a-4ed2-b9b2-f1d652cd5c37', '2026-11-29 05:35:26.979374+00');
INSERT INTO reelstore.reelstore_marks VALUES ('studio', 'image', '01a225cd-3445-7bf9-b7fa-d2d63de261ea', 'missing', 'projects/01a225cd-148e-72bd-97c3-68372dfe1bba/images/01a225cd-3445-7bf9-b7fa-d2d63de261ea.png', '2026-11-29 05:35:39.570225+00');
INSERT INTO reelstore.reelstore_schema_history VALUES (0, NULL, '<< Flyway Schema Creation >>', 'SCHEMA', '"reelstore"', NULL, 'postgres', '2026-11-29 05:35:25.602986', 0, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (1, '1', 'projects generations and media', 'SQL', 'V1__projects_generations_and_media.sql', 2004635964, 'postgres', '2026-11-29 05:35:25.602986', 115, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (2, '2', 'identity and marks', 'SQL', 'V2__identity_and_marks.sql', 2091250724, 'postgres', '2026-11-29 05:35:25.602986', 18, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (3, '3', 'media facts', 'SQL', 'V3__media_facts.sql', -712324503, 'postgres', '2026-11-29 05:35:25.602986', 12, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (4, '4', 'better led indexes', 'SQL', 'V4__better_led_indexes.sql', 2083557768, 'postgres', '2026-11-29 05:35:25.602986', 64, true);
INSERT INTO reelstore.reelstore_schema_history VALUES (5, '5', 'store id', 'SQL', 'V5__store_id.sql', 955663996, 'postgres', '2026-11-29 05:35:25.602986', 2, true);
INSERT INTO reelstore.veo3_video_generations VALUES ('01a225cd-1554-78a5-9d1e-6b5d1a5fd98b', 'studio', '01a225cd-148e-72bd-97c3-68372dfe1bba', 'scene-1', NULL, 'The beam sweeps over the sea as night falls', NULL, '16:9', 'completed', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-29 05:35:27.064977+00', '2026-11-29 05:35:27.532672+00', '2026-11-29 05:35:27.064977+00', 'text-to-video', NULL, '01a225cd-151b-7679-bf2f-0581276bfe4f', '01a225cd-1538-7d0a-ad6e-2b319c6252f0', 'sample', NULL, '6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1', 'projects/01a225cd-148e-72bd-97c3-68372dfe1bba/videos/01a225cd-1554-78a5-9d1e-6b5d1a5fd98b.mp4', 44869, 3000, 640, 360, 'projects/01a225cd-148e-72bd-97c3-68372dfe1bba/videos/01a225cd-1554-78a5-9d1e-6b5d1a5fd98b.thumb.jpg', '{"reelstore": {"codecs": ["h264", "aac"]}}');
INSERT INTO reelstore.veo3_video_generations VALUES ('01a225cd-17a2-7883-af1a-a362a99c05c2', 'studio', '01a225cd-148e-72bd-97c3-68372dfe1bba', 'scene-2', NULL, 'Boats return to the harbour, seen from above', NULL, '16:9', 'pending', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-29 05:35:27.652119+00', '2026-11-29 05:35:27.652119+00', NULL, 'text-to-video', NULL, '01a225cd-178e-77ee-b02e-41588a297b76', '01a225cd-1797-752d-ad30-c5cb17914010', 'sample', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO reelstore.veo3_video_generations VALUES ('01a225cd-180e-75ee-aeaf-343aa951aef7', 'studio', '01a225cd-148e-72bd-97c3-68372dfe1bba', 'scene-3', NULL, 'From the harbour back to the light', NULL, '16:9', 'completed', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-29 05:35:27.764109+00', '2026-11-29 05:35:27.972846+00', '2026-11-29 05:35:27.764109+00', 'text-to-video', NULL, NULL, NULL, 'sample', NULL, '6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1', 'projects/01a225cd-148e-72bd-97c3-68372dfe1bba/videos/01a225cd-1554-78a5-9d1e-6b5d1a5fd98b.mp4', 44869, 3000, 640, 360, 'projects/01a225cd-148e-72bd-97c3-68372dfe1bba/videos/01a225cd-1554-78a5-9d1e-6b5d1a5fd98b.thumb.jpg', '{"reelstore": {"codecs": ["h264", "aac"]}}');
INSERT INTO reelstore.video_projects VALUES ('01a225cd-148e-72bd-97c3-68372dfe1bba', 'studio', 'coast-stories', 'Hải đăng: a lighthouse at dusk', 'A sample project: three scenes, speech in English and Vietnamese.', 'in_progress', 'en', '16:9', NULL, NULL, '{"reelstore": {"codecs": ["h264", "aac"]}}', NULL, 'projects/01a225cd-148e-72bd-97c3-68372dfe1bba/video.mp4', 'projects/01a225cd-148e-72bd-97c3-68372dfe1bba/video.thumb.jpg', 3000, '6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1', 4, '2026-11-29 05:35:26.84599+00', '2026-11-29 05:35:28.228217+00');
INSERT INTO reelstore.video_projects VALUES ('01a225cd-4dda-71d7-b9df-c3f1cea2a164', 'other', NULL, 'Another profile''s', NULL, 'draft', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-29 05:35:41.519726+00', '2026-11-29 05:35:41.519726+00');
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
