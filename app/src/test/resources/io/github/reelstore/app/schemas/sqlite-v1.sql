PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE IF NOT EXISTS "reelstore_schema_history" (
    "installed_rank" INT NOT NULL PRIMARY KEY,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INT,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
    "execution_time" INT NOT NULL,
    "success" BOOLEAN NOT NULL
);
INSERT INTO reelstore_schema_history VALUES(1,'1','projects generations and media','SQL','V1__projects_generations_and_media.sql',151997345,'','2026-11-28 22:02:28.892',11,1);
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
INSERT INTO video_projects VALUES('01a2242e-630c-71ba-93eb-cdc745cfc26b','studio','coast-stories','Hải đăng: a lighthouse at dusk','A sample project: three scenes, speech in English and Vietnamese.','in_progress','en','16:9',NULL,NULL,NULL,NULL,'projects/01a2242e-630c-71ba-93eb-cdc745cfc26b/video.mp4',NULL,NULL,'6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1',3,'2026-11-28T22:02:29.502562Z','2026-11-28T22:02:30.040993Z');
INSERT INTO video_projects VALUES('01a2242e-b107-7035-8008-3ec7fcd52a53','other',NULL,'Another profile''s',NULL,'draft',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,'2026-11-28T22:02:49.335308Z','2026-11-28T22:02:49.335308Z');
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
INSERT INTO image_generations VALUES('01a2242e-6396-7ac6-bfcc-52da47414be1','studio','01a2242e-630c-71ba-93eb-cdc745cfc26b','sample',NULL,'A lighthouse on a rocky shore at dusk',NULL,NULL,NULL,'projects/01a2242e-630c-71ba-93eb-cdc745cfc26b/images/01a2242e-6396-7ac6-bfcc-52da47414be1.png',52054,NULL,NULL,NULL,'20727d59e73de48ba5915da4387e88248f5a813889ad19c2e7c95bcc005a0379',NULL,'completed','2026-11-28T22:02:29.704740Z','2026-11-28T22:02:29.704740Z');
INSERT INTO image_generations VALUES('01a2242e-6498-77cb-bedc-a01f1c4f81fe','studio','01a2242e-630c-71ba-93eb-cdc745cfc26b','sample',NULL,'Fishing boats in the harbour',NULL,NULL,NULL,'projects/01a2242e-630c-71ba-93eb-cdc745cfc26b/images/01a2242e-6498-77cb-bedc-a01f1c4f81fe.jpg',26063,NULL,NULL,NULL,'65d7a433acd6a9cc06bfd8458c8421c307df87bd39c5272d5ca1de8e9ac96c74',NULL,'completed','2026-11-28T22:02:29.924075Z','2026-11-28T22:02:29.924075Z');
INSERT INTO image_generations VALUES('01a2242e-a3a3-7c99-a0ae-d271a4ab80f2','studio','01a2242e-630c-71ba-93eb-cdc745cfc26b','imagen',NULL,'Its file was lost',NULL,NULL,NULL,'projects/01a2242e-630c-71ba-93eb-cdc745cfc26b/images/01a2242e-a3a3-7c99-a0ae-d271a4ab80f2.png',579,NULL,NULL,NULL,'2851f2e2ec86ff72a8962c735bbb69bcb042818d461c21bb0dadd3b37fbf2860',NULL,'completed','2026-11-28T22:02:46.091877Z','2026-11-28T22:02:46.091877Z');
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
INSERT INTO audio_generations VALUES('01a2242e-63af-7d02-8e2a-f484ffcd21c8','studio','01a2242e-630c-71ba-93eb-cdc745cfc26b','espeak-ng',NULL,NULL,'en',NULL,'The lighthouse stands on the cliff. Every night, its light leads the boats home.',NULL,'projects/01a2242e-630c-71ba-93eb-cdc745cfc26b/audio/01a2242e-63af-7d02-8e2a-f484ffcd21c8.mp3',22772,NULL,NULL,NULL,NULL,'mp3',NULL,'8db34023bbe11701719d1da416015708dc0e68b8cc43884c8cea1cd32512910b',NULL,'completed','2026-11-28T22:02:29.704740Z','2026-11-28T22:02:29.704740Z');
INSERT INTO audio_generations VALUES('01a2242e-646d-7996-98b1-72bce10713a2','studio','01a2242e-630c-71ba-93eb-cdc745cfc26b','espeak-ng',NULL,NULL,'vi',NULL,'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.',NULL,'projects/01a2242e-630c-71ba-93eb-cdc745cfc26b/audio/01a2242e-646d-7996-98b1-72bce10713a2.wav',91386,NULL,NULL,NULL,NULL,'wav',NULL,'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db',NULL,'completed','2026-11-28T22:02:29.874950Z','2026-11-28T22:02:29.874950Z');
INSERT INTO audio_generations VALUES('01a2242e-649d-765e-ba65-55217840bc27','studio','01a2242e-630c-71ba-93eb-cdc745cfc26b','espeak-ng',NULL,NULL,'vi',NULL,'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.',NULL,'projects/01a2242e-630c-71ba-93eb-cdc745cfc26b/audio/01a2242e-646d-7996-98b1-72bce10713a2.wav',91386,NULL,NULL,NULL,NULL,'wav',NULL,'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db',NULL,'completed','2026-11-28T22:02:29.924075Z','2026-11-28T22:02:29.924075Z');
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
INSERT INTO veo3_video_generations VALUES('01a2242e-63c5-7c8e-adbe-fe5735caa042','studio','01a2242e-630c-71ba-93eb-cdc745cfc26b','scene-1',NULL,'The beam sweeps over the sea as night falls',NULL,'16:9','completed',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-28T22:02:29.704740Z','2026-11-28T22:02:29.704740Z','2026-11-28T22:02:29.704740Z','text-to-video',NULL,'01a2242e-6396-7ac6-bfcc-52da47414be1','01a2242e-63af-7d02-8e2a-f484ffcd21c8','sample',NULL,'6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1','projects/01a2242e-630c-71ba-93eb-cdc745cfc26b/videos/01a2242e-63c5-7c8e-adbe-fe5735caa042.mp4',44869,NULL,NULL,NULL);
INSERT INTO veo3_video_generations VALUES('01a2242e-64a2-7fe6-8d2e-abb90a0741af','studio','01a2242e-630c-71ba-93eb-cdc745cfc26b','scene-2',NULL,'Boats return to the harbour, seen from above',NULL,'16:9','pending',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-28T22:02:29.924075Z','2026-11-28T22:02:29.924075Z',NULL,'text-to-video',NULL,'01a2242e-6498-77cb-bedc-a01f1c4f81fe','01a2242e-649d-765e-ba65-55217840bc27','sample',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO veo3_video_generations VALUES('01a2242e-64d5-7647-9905-c4ac608886d7','studio','01a2242e-630c-71ba-93eb-cdc745cfc26b','scene-3',NULL,'From the harbour back to the light',NULL,'16:9','completed',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-28T22:02:29.974476Z','2026-11-28T22:02:29.974476Z','2026-11-28T22:02:29.974476Z','text-to-video',NULL,NULL,NULL,'sample',NULL,'6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1','projects/01a2242e-630c-71ba-93eb-cdc745cfc26b/videos/01a2242e-63c5-7c8e-adbe-fe5735caa042.mp4',44869,NULL,NULL,NULL);
CREATE TABLE generation_inputs (
    generation_id       TEXT NOT NULL REFERENCES veo3_video_generations (id),
    role                TEXT NOT NULL,
    position            INTEGER NOT NULL,
    image_generation_id TEXT NOT NULL REFERENCES image_generations (id),
    PRIMARY KEY (generation_id, role, position)
);
INSERT INTO generation_inputs VALUES('01a2242e-64d5-7647-9905-c4ac608886d7','first_frame',0,'01a2242e-6498-77cb-bedc-a01f1c4f81fe');
INSERT INTO generation_inputs VALUES('01a2242e-64d5-7647-9905-c4ac608886d7','last_frame',0,'01a2242e-6396-7ac6-bfcc-52da47414be1');
CREATE TABLE generation_audio_tracks (
    generation_id       TEXT NOT NULL REFERENCES veo3_video_generations (id),
    language            TEXT NOT NULL,
    audio_generation_id TEXT NOT NULL REFERENCES audio_generations (id),
    PRIMARY KEY (generation_id, language)
);
INSERT INTO generation_audio_tracks VALUES('01a2242e-63c5-7c8e-adbe-fe5735caa042','vi','01a2242e-646d-7996-98b1-72bce10713a2');
CREATE TABLE blob_tombstones (
    blob_key   TEXT NOT NULL PRIMARY KEY,
    profile_id TEXT NOT NULL,
    created_at TEXT NOT NULL
);
INSERT INTO blob_tombstones VALUES('projects/01a2242e-718f-7b91-b301-450c6ef4c1e2/images/01a2242e-86cc-7381-90d8-b63719f54c03.png','studio','2026-11-28T22:02:41.466346Z');
CREATE INDEX "reelstore_schema_history_s_idx" ON "reelstore_schema_history" ("success");
CREATE INDEX idx_video_projects_profile_created_at ON video_projects (profile_id, created_at DESC);
CREATE INDEX idx_video_projects_channel_id ON video_projects (channel_id);
CREATE INDEX idx_vg_project_id_created_at ON veo3_video_generations (project_id, created_at);
CREATE INDEX idx_vg_profile_created_at ON veo3_video_generations (profile_id, created_at);
CREATE INDEX idx_image_content_hash ON image_generations (content_hash);
CREATE INDEX idx_audio_content_hash ON audio_generations (content_hash);
CREATE INDEX idx_audio_project_language ON audio_generations (project_id, language);
CREATE INDEX idx_image_profile_created_at ON image_generations (profile_id, created_at);
CREATE INDEX idx_image_project_id ON image_generations (project_id);
CREATE INDEX idx_audio_profile_created_at ON audio_generations (profile_id, created_at);
CREATE INDEX idx_vg_image_generation_id ON veo3_video_generations (image_generation_id);
CREATE INDEX idx_vg_audio_generation_id ON veo3_video_generations (audio_generation_id);
CREATE INDEX idx_generation_inputs_image ON generation_inputs (image_generation_id);
CREATE INDEX idx_generation_audio_tracks_audio ON generation_audio_tracks (audio_generation_id);
CREATE INDEX idx_vg_content_hash ON veo3_video_generations (content_hash);
CREATE INDEX idx_vg_file_path ON veo3_video_generations (file_path);
CREATE INDEX idx_image_file_path ON image_generations (file_path);
CREATE INDEX idx_image_thumb_path ON image_generations (thumb_path);
CREATE INDEX idx_audio_file_path ON audio_generations (file_path);
CREATE INDEX idx_video_projects_video_path ON video_projects (video_path);
CREATE INDEX idx_video_projects_thumb_path ON video_projects (thumb_path);
CREATE INDEX idx_blob_tombstones_profile_created_at ON blob_tombstones (profile_id, created_at);
COMMIT;
