-- The storyboard. Images, audio and videos stay as they are: they belong to a scene by their scene_id, whether or not it is stored here.
-- A deleted scene keeps its row, so that its media do not bring it back.
CREATE TABLE scenes (
    project_id text COLLATE "C" NOT NULL REFERENCES video_projects (id) ON DELETE CASCADE,
    scene_id   text COLLATE "C" NOT NULL,
    profile_id text COLLATE "C" NOT NULL,
    position   text COLLATE "C" NOT NULL,
    title      text,
    prompt     text,
    length_ms  bigint,
    meta       jsonb,
    version    bigint NOT NULL,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, scene_id)
);

-- What is spoken in a scene. Of a translation: the language it was made from, and the digest of that line then.
CREATE TABLE scene_lines (
    profile_id      text COLLATE "C" NOT NULL,
    project_id      text COLLATE "C" NOT NULL,
    scene_id        text COLLATE "C" NOT NULL,
    language        text COLLATE "C" NOT NULL,
    text            text NOT NULL,
    source_language text COLLATE "C",
    source_digest   text COLLATE "C",
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (project_id, scene_id, language),
    FOREIGN KEY (project_id, scene_id) REFERENCES scenes (project_id, scene_id) ON DELETE CASCADE
);

-- How takes are generated. An empty scene_id or language stands for all.
CREATE TABLE track_settings (
    profile_id       text COLLATE "C" NOT NULL,
    project_id       text COLLATE "C" NOT NULL REFERENCES video_projects (id) ON DELETE CASCADE,
    scene_id         text COLLATE "C" NOT NULL,
    track            text COLLATE "C" NOT NULL,
    language         text COLLATE "C" NOT NULL,
    provider         text COLLATE "C",
    endpoint         text COLLATE "C",
    model            text COLLATE "C",
    voice            text COLLATE "C",
    prompt           text,
    parameters       jsonb,
    image_role       text COLLATE "C",
    reference_images jsonb,
    updated_at       timestamptz NOT NULL,
    PRIMARY KEY (project_id, scene_id, track, language)
);

-- Which takes were chosen; the last one of a cell counts. Without a take, the newest one stands again. Images and videos have the
-- language ''.
CREATE TABLE selections (
    profile_id text COLLATE "C" NOT NULL,
    project_id text COLLATE "C" NOT NULL REFERENCES video_projects (id) ON DELETE CASCADE,
    scene_id   text COLLATE "C" NOT NULL,
    track      text COLLATE "C" NOT NULL,
    language   text COLLATE "C" NOT NULL,
    number     integer NOT NULL,
    take_id    text COLLATE "C",
    reason     text,
    previous   integer,
    chosen_at  timestamptz NOT NULL,
    PRIMARY KEY (project_id, scene_id, track, language, number)
);

-- Takes that stand only if they are chosen.
CREATE TABLE rejected_takes (
    profile_id  text COLLATE "C" NOT NULL,
    project_id  text COLLATE "C" NOT NULL REFERENCES video_projects (id) ON DELETE CASCADE,
    track       text COLLATE "C" NOT NULL,
    take_id     text COLLATE "C" NOT NULL,
    reason      text NOT NULL,
    rejected_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, track, take_id)
);

ALTER TABLE image_generations ADD COLUMN scene_id text COLLATE "C";
ALTER TABLE audio_generations ADD COLUMN scene_id text COLLATE "C";
-- It is compared now. A change of the collation alone does not rewrite the table.
ALTER TABLE veo3_video_generations ALTER COLUMN scene_id TYPE text COLLATE "C";

-- The digests of what a row was made from; NULL if that is not known.
ALTER TABLE image_generations ADD COLUMN made_from jsonb;
ALTER TABLE audio_generations ADD COLUMN made_from jsonb;
ALTER TABLE veo3_video_generations ADD COLUMN made_from jsonb;

CREATE INDEX idx_scenes_order ON scenes (project_id, position, scene_id) WHERE deleted_at IS NULL;

-- The cells in which a row is chosen.
CREATE INDEX idx_selections_take ON selections (take_id) WHERE take_id IS NOT NULL;

-- The takes of a project and of a scene, without reading the rows that do not stand. The videos of a project have an index, and are few
-- compared to its audio; rows without a scene are in neither index.
CREATE INDEX idx_image_scene ON image_generations (project_id, scene_id, created_at, id, status, profile_id)
    WHERE scene_id IS NOT NULL;
CREATE INDEX idx_audio_scene ON audio_generations (project_id, scene_id, language, created_at, id, status, profile_id)
    WHERE scene_id IS NOT NULL;
