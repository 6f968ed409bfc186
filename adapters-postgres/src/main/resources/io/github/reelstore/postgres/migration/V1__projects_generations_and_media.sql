-- Ids, keys, hashes and what else is compared or sorted are COLLATE "C": ordered by their bytes, whatever the database's
-- locale, as SQLite orders them. What people wrote (titles, prompts) is only kept.
-- profile_id refers to nothing here: profiles belong to the program that embeds the store.

CREATE TABLE video_projects (
    id                  text COLLATE "C" NOT NULL PRIMARY KEY,
    profile_id          text COLLATE "C" NOT NULL,
    channel_id          text COLLATE "C",
    title               text NOT NULL,
    description         text,
    status              text COLLATE "C" NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'in_progress', 'completed', 'archived')),
    default_language    text COLLATE "C",
    aspect_ratio        text,
    script              text,
    tags                jsonb,
    meta                jsonb,
    provider_project_id text,
    video_path          text COLLATE "C",
    thumb_path          text COLLATE "C",
    duration_ms         bigint,
    content_hash        text COLLATE "C",
    version             bigint NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL
);

CREATE TABLE image_generations (
    id                text COLLATE "C" NOT NULL PRIMARY KEY,
    profile_id        text COLLATE "C" NOT NULL,
    project_id        text COLLATE "C" REFERENCES video_projects (id),
    provider          text NOT NULL,
    provider_image_id text,
    prompt            text,
    seed              text,
    meta              jsonb,
    model             text,
    file_path         text COLLATE "C" NOT NULL,
    byte_size         bigint,
    width             integer,
    height            integer,
    thumb_path        text COLLATE "C",
    content_hash      text COLLATE "C",
    raw_response      text,
    status            text COLLATE "C" NOT NULL DEFAULT 'completed',
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL
);

CREATE TABLE audio_generations (
    id                text COLLATE "C" NOT NULL PRIMARY KEY,
    profile_id        text COLLATE "C" NOT NULL,
    project_id        text COLLATE "C" REFERENCES video_projects (id),
    provider          text NOT NULL,
    provider_audio_id text,
    tts_job_id        text,
    language          text COLLATE "C",
    voice             text,
    text              text,
    model             text,
    file_path         text COLLATE "C" NOT NULL,
    byte_size         bigint,
    duration_seconds  integer,
    duration_ms       bigint,
    sample_rate       integer,
    channels          integer,
    format            text,
    bitrate           integer,
    content_hash      text COLLATE "C",
    raw_response      text,
    status            text COLLATE "C" NOT NULL DEFAULT 'completed',
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL
);

CREATE TABLE veo3_video_generations (
    id                  text COLLATE "C" NOT NULL PRIMARY KEY,
    profile_id          text COLLATE "C" NOT NULL,
    project_id          text COLLATE "C" REFERENCES video_projects (id),
    scene_id            text,
    operation_name      text,
    prompt              text,
    seed                bigint,
    aspect_ratio        text,
    status              text COLLATE "C" NOT NULL DEFAULT 'pending',
    media_generation_id text,
    fife_url            text,
    serving_base_uri    text,
    video_url           text,
    video_path          text,
    error_message       text,
    raw_response        text,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    completed_at        timestamptz,
    generation_type     text DEFAULT 'text-to-video',
    image_references    text,
    image_generation_id text COLLATE "C" REFERENCES image_generations (id),
    audio_generation_id text COLLATE "C" REFERENCES audio_generations (id),
    provider            text,
    model               text,
    content_hash        text COLLATE "C",
    file_path           text COLLATE "C",
    byte_size           bigint,
    duration_ms         bigint,
    width               integer,
    height              integer
);

CREATE TABLE generation_inputs (
    generation_id       text COLLATE "C" NOT NULL REFERENCES veo3_video_generations (id),
    role                text COLLATE "C" NOT NULL,
    position            integer NOT NULL,
    image_generation_id text COLLATE "C" NOT NULL REFERENCES image_generations (id),
    PRIMARY KEY (generation_id, role, position)
);

CREATE TABLE generation_audio_tracks (
    generation_id       text COLLATE "C" NOT NULL REFERENCES veo3_video_generations (id),
    language            text COLLATE "C" NOT NULL,
    audio_generation_id text COLLATE "C" NOT NULL REFERENCES audio_generations (id),
    PRIMARY KEY (generation_id, language)
);

-- Keys whose last row went away; their files await collection.
CREATE TABLE blob_tombstones (
    blob_key   text COLLATE "C" NOT NULL PRIMARY KEY,
    profile_id text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL
);

-- The plan's seven.
CREATE INDEX idx_video_projects_profile_created_at ON video_projects (profile_id, created_at DESC);
CREATE INDEX idx_video_projects_channel_id ON video_projects (channel_id);
CREATE INDEX idx_vg_project_id_created_at ON veo3_video_generations (project_id, created_at);
CREATE INDEX idx_vg_profile_created_at ON veo3_video_generations (profile_id, created_at);
CREATE INDEX idx_image_content_hash ON image_generations (content_hash);
CREATE INDEX idx_audio_content_hash ON audio_generations (content_hash);
CREATE INDEX idx_audio_project_language ON audio_generations (project_id, language);

-- Lists of images and speech, and their foreign keys.
CREATE INDEX idx_image_profile_created_at ON image_generations (profile_id, created_at);
CREATE INDEX idx_image_project_id ON image_generations (project_id);
CREATE INDEX idx_audio_profile_created_at ON audio_generations (profile_id, created_at);
CREATE INDEX idx_vg_image_generation_id ON veo3_video_generations (image_generation_id);
CREATE INDEX idx_vg_audio_generation_id ON veo3_video_generations (audio_generation_id);
CREATE INDEX idx_generation_inputs_image ON generation_inputs (image_generation_id);
CREATE INDEX idx_generation_audio_tracks_audio ON generation_audio_tracks (audio_generation_id);

-- Who refers to a file? Asked at every deletion and every opening.
CREATE INDEX idx_vg_content_hash ON veo3_video_generations (content_hash);
CREATE INDEX idx_vg_file_path ON veo3_video_generations (file_path);
CREATE INDEX idx_image_file_path ON image_generations (file_path);
CREATE INDEX idx_image_thumb_path ON image_generations (thumb_path);
CREATE INDEX idx_audio_file_path ON audio_generations (file_path);
CREATE INDEX idx_video_projects_video_path ON video_projects (video_path);
CREATE INDEX idx_video_projects_thumb_path ON video_projects (thumb_path);
CREATE INDEX idx_blob_tombstones_profile_created_at ON blob_tombstones (profile_id, created_at);
