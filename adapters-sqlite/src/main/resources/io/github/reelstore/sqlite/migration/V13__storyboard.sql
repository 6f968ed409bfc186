-- The storyboard. Images, audio and videos stay as they are: they belong to a scene by their scene_id, whether or not it is stored here.
-- A deleted scene keeps its row, so that its media do not bring it back.
CREATE TABLE scenes (
    project_id TEXT NOT NULL REFERENCES video_projects (id) ON DELETE CASCADE,
    scene_id   TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    position   TEXT NOT NULL,
    title      TEXT,
    prompt     TEXT,
    length_ms  INTEGER,
    meta       TEXT CHECK (meta IS NULL OR json_valid(meta)),
    version    INTEGER NOT NULL,
    deleted_at TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (project_id, scene_id)
);

-- What is spoken in a scene. Of a translation: the language it was made from, and the digest of that line then.
CREATE TABLE scene_lines (
    profile_id      TEXT NOT NULL,
    project_id      TEXT NOT NULL,
    scene_id        TEXT NOT NULL,
    language        TEXT NOT NULL,
    text            TEXT NOT NULL,
    source_language TEXT,
    source_digest   TEXT,
    updated_at      TEXT NOT NULL,
    PRIMARY KEY (project_id, scene_id, language),
    FOREIGN KEY (project_id, scene_id) REFERENCES scenes (project_id, scene_id) ON DELETE CASCADE
);

-- How takes are generated. An empty scene_id or language stands for all.
CREATE TABLE track_settings (
    profile_id       TEXT NOT NULL,
    project_id       TEXT NOT NULL REFERENCES video_projects (id) ON DELETE CASCADE,
    scene_id         TEXT NOT NULL,
    track            TEXT NOT NULL,
    language         TEXT NOT NULL,
    provider         TEXT,
    endpoint         TEXT,
    model            TEXT,
    voice            TEXT,
    prompt           TEXT,
    parameters       TEXT CHECK (parameters IS NULL OR json_valid(parameters)),
    image_role       TEXT,
    reference_images TEXT CHECK (reference_images IS NULL OR json_valid(reference_images)),
    updated_at       TEXT NOT NULL,
    PRIMARY KEY (project_id, scene_id, track, language)
);

-- Which takes were chosen; the last one of a cell counts. Without a take, the newest one stands again. Images and videos have the
-- language ''.
CREATE TABLE selections (
    profile_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES video_projects (id) ON DELETE CASCADE,
    scene_id   TEXT NOT NULL,
    track      TEXT NOT NULL,
    language   TEXT NOT NULL,
    number     INTEGER NOT NULL,
    take_id    TEXT,
    reason     TEXT,
    previous   INTEGER,
    chosen_at  TEXT NOT NULL,
    PRIMARY KEY (project_id, scene_id, track, language, number)
);

-- Takes that stand only if they are chosen.
CREATE TABLE rejected_takes (
    profile_id  TEXT NOT NULL,
    project_id  TEXT NOT NULL REFERENCES video_projects (id) ON DELETE CASCADE,
    track       TEXT NOT NULL,
    take_id     TEXT NOT NULL,
    reason      TEXT NOT NULL,
    rejected_at TEXT NOT NULL,
    PRIMARY KEY (project_id, track, take_id)
);

ALTER TABLE image_generations ADD COLUMN scene_id TEXT;
ALTER TABLE audio_generations ADD COLUMN scene_id TEXT;

-- The digests of what a row was made from; NULL if that is not known.
ALTER TABLE image_generations ADD COLUMN made_from TEXT CHECK (made_from IS NULL OR json_valid(made_from));
ALTER TABLE audio_generations ADD COLUMN made_from TEXT CHECK (made_from IS NULL OR json_valid(made_from));
ALTER TABLE veo3_video_generations ADD COLUMN made_from TEXT CHECK (made_from IS NULL OR json_valid(made_from));

CREATE INDEX idx_scenes_order ON scenes (project_id, position, scene_id) WHERE deleted_at IS NULL;

-- The cells in which a row is chosen.
CREATE INDEX idx_selections_take ON selections (take_id) WHERE take_id IS NOT NULL;

-- The takes of a project and of a scene, without reading the rows that do not stand. The videos of a project have an index, and are few
-- compared to its audio; rows without a scene are in neither index.
CREATE INDEX idx_image_scene ON image_generations (project_id, scene_id, created_at, id, status, profile_id)
    WHERE scene_id IS NOT NULL;
CREATE INDEX idx_audio_scene ON audio_generations (project_id, scene_id, language, created_at, id, status, profile_id)
    WHERE scene_id IS NOT NULL;
