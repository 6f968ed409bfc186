-- Instants are ISO-8601 text of fixed width in UTC, so that their order as text is their order in time.
-- profile_id refers to nothing here: profiles belong to the program that embeds the store.

CREATE TABLE video_projects (
    id                  TEXT NOT NULL PRIMARY KEY,
    profile_id          TEXT NOT NULL,
    channel_id          TEXT,
    title               TEXT NOT NULL,
    description         TEXT,
    status              TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'in_progress', 'completed', 'archived')),
    default_language    TEXT,
    aspect_ratio        TEXT,
    script              TEXT,
    tags                TEXT CHECK (tags IS NULL OR json_valid(tags)),
    meta                TEXT CHECK (meta IS NULL OR json_valid(meta)),
    provider_project_id TEXT,
    video_path          TEXT,
    thumb_path          TEXT,
    duration_ms         INTEGER,
    content_hash        TEXT,
    version             INTEGER NOT NULL DEFAULT 1,
    created_at          TEXT NOT NULL,
    updated_at          TEXT NOT NULL
);

CREATE TABLE image_generations (
    id                TEXT NOT NULL PRIMARY KEY,
    profile_id        TEXT NOT NULL,
    project_id        TEXT REFERENCES video_projects (id),
    provider          TEXT NOT NULL,
    provider_image_id TEXT,
    prompt            TEXT,
    seed              TEXT,
    meta              TEXT CHECK (meta IS NULL OR json_valid(meta)),
    model             TEXT,
    file_path         TEXT NOT NULL,
    byte_size         INTEGER,
    width             INTEGER,
    height            INTEGER,
    thumb_path        TEXT,
    content_hash      TEXT,
    raw_response      TEXT,
    status            TEXT NOT NULL DEFAULT 'completed',
    created_at        TEXT NOT NULL,
    updated_at        TEXT NOT NULL
);

CREATE TABLE audio_generations (
    id                TEXT NOT NULL PRIMARY KEY,
    profile_id        TEXT NOT NULL,
    project_id        TEXT REFERENCES video_projects (id),
    provider          TEXT NOT NULL,
    provider_audio_id TEXT,
    tts_job_id        TEXT,
    language          TEXT,
    voice             TEXT,
    text              TEXT,
    model             TEXT,
    file_path         TEXT NOT NULL,
    byte_size         INTEGER,
    duration_seconds  INTEGER,
    duration_ms       INTEGER,
    sample_rate       INTEGER,
    channels          INTEGER,
    format            TEXT,
    bitrate           INTEGER,
    content_hash      TEXT,
    raw_response      TEXT,
    status            TEXT NOT NULL DEFAULT 'completed',
    created_at        TEXT NOT NULL,
    updated_at        TEXT NOT NULL
);

CREATE TABLE veo3_video_generations (
    id                  TEXT NOT NULL PRIMARY KEY,
    profile_id          TEXT NOT NULL,
    project_id          TEXT REFERENCES video_projects (id),
    scene_id            TEXT,
    operation_name      TEXT,
    prompt              TEXT,
    seed                INTEGER,
    aspect_ratio        TEXT,
    status              TEXT NOT NULL DEFAULT 'pending',
    media_generation_id TEXT,
    fife_url            TEXT,
    serving_base_uri    TEXT,
    video_url           TEXT,
    video_path          TEXT,
    error_message       TEXT,
    raw_response        TEXT,
    created_at          TEXT NOT NULL,
    updated_at          TEXT NOT NULL,
    completed_at        TEXT,
    generation_type     TEXT DEFAULT 'text-to-video',
    image_references    TEXT,
    image_generation_id TEXT REFERENCES image_generations (id),
    audio_generation_id TEXT REFERENCES audio_generations (id),
    provider            TEXT,
    model               TEXT,
    content_hash        TEXT,
    file_path           TEXT,
    byte_size           INTEGER,
    duration_ms         INTEGER,
    width               INTEGER,
    height              INTEGER
);

CREATE TABLE generation_inputs (
    generation_id       TEXT NOT NULL REFERENCES veo3_video_generations (id),
    role                TEXT NOT NULL,
    position            INTEGER NOT NULL,
    image_generation_id TEXT NOT NULL REFERENCES image_generations (id),
    PRIMARY KEY (generation_id, role, position)
);

CREATE TABLE generation_audio_tracks (
    generation_id       TEXT NOT NULL REFERENCES veo3_video_generations (id),
    language            TEXT NOT NULL,
    audio_generation_id TEXT NOT NULL REFERENCES audio_generations (id),
    PRIMARY KEY (generation_id, language)
);

-- Keys whose last row went away; their files await collection.
CREATE TABLE blob_tombstones (
    blob_key   TEXT NOT NULL PRIMARY KEY,
    profile_id TEXT NOT NULL,
    created_at TEXT NOT NULL
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
