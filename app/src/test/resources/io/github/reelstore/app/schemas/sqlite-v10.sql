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
INSERT INTO reelstore_schema_history VALUES(1,'1','projects generations and media','SQL','V1__projects_generations_and_media.sql',151997345,'','2026-11-30 05:14:21.688',38,1);
INSERT INTO reelstore_schema_history VALUES(2,'2','identity and marks','SQL','V2__identity_and_marks.sql',-93907958,'','2026-11-30 05:14:21.698',1,1);
INSERT INTO reelstore_schema_history VALUES(3,'3','media facts','SQL','V3__media_facts.sql',667581266,'','2026-11-30 05:14:21.708',5,1);
INSERT INTO reelstore_schema_history VALUES(4,'4','better led indexes','SQL','V4__better_led_indexes.sql',2083557768,'','2026-11-30 05:14:21.714',2,1);
INSERT INTO reelstore_schema_history VALUES(5,'5','store id','SQL','V5__store_id.sql',-745596209,'','2026-11-30 05:14:21.718',0,1);
INSERT INTO reelstore_schema_history VALUES(6,'6','restores','SQL','V6__restores.sql',-21749279,'','2026-11-30 05:14:21.721',1,1);
INSERT INTO reelstore_schema_history VALUES(7,'7','media info','SQL','V7__media_info.sql',-823087578,'','2026-11-30 05:14:21.725',1,1);
INSERT INTO reelstore_schema_history VALUES(8,'8','media info leaves meta','JDBC','io.github.reelstore.sqlite.internal.schema.MediaInfoMove',8,'','2026-11-30 05:14:21.737',10,1);
INSERT INTO reelstore_schema_history VALUES(9,'9','frame rate','SQL','V9__frame_rate.sql',422550607,'','2026-11-30 05:14:21.747',7,1);
INSERT INTO reelstore_schema_history VALUES(10,'10','seed text','SQL','V10__seed_text.sql',-170333846,'','2026-11-30 05:14:21.751',1,1);
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
, media_info TEXT CHECK (media_info IS NULL OR json_valid(media_info)));
INSERT INTO video_projects VALUES('01a22ae0-2c0d-78c7-b185-d0595e51e916','studio','coast-stories','Hải đăng: a lighthouse at dusk','A sample project: three scenes, speech in English and Vietnamese.','in_progress','en','16:9',NULL,NULL,NULL,NULL,'projects/01a22ae0-2c0d-78c7-b185-d0595e51e916/video.mp4','projects/01a22ae0-2c0d-78c7-b185-d0595e51e916/video.thumb.jpg',3000,'6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1',4,'2026-11-30T05:14:24.124072Z','2026-11-30T05:14:29.784211Z','{"codecs":["h264","aac"]}');
INSERT INTO video_projects VALUES('01a22ae0-a56f-7798-a3c2-3ad3ff031666','other',NULL,'Another profile''s',NULL,'draft',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,'2026-11-30T05:14:55.206682Z','2026-11-30T05:14:55.206682Z',NULL);
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
, media_info TEXT CHECK (media_info IS NULL OR json_valid(media_info)));
INSERT INTO image_generations VALUES('01a22ae0-2ca3-7941-a1ca-b305cb86d6f1','studio','01a22ae0-2c0d-78c7-b185-d0595e51e916','sample',NULL,'A lighthouse on a rocky shore at dusk',NULL,NULL,NULL,'projects/01a22ae0-2c0d-78c7-b185-d0595e51e916/images/01a22ae0-2ca3-7941-a1ca-b305cb86d6f1.png',52054,640,360,'projects/01a22ae0-2c0d-78c7-b185-d0595e51e916/images/01a22ae0-2ca3-7941-a1ca-b305cb86d6f1.thumb.jpg','20727d59e73de48ba5915da4387e88248f5a813889ad19c2e7c95bcc005a0379',NULL,'completed','2026-11-30T05:14:24.388395Z','2026-11-30T05:14:25.874318Z',NULL);
INSERT INTO image_generations VALUES('01a22ae0-39b1-75fb-b6c1-1e9ebd661930','studio','01a22ae0-2c0d-78c7-b185-d0595e51e916','sample',NULL,'Fishing boats in the harbour',NULL,NULL,NULL,'projects/01a22ae0-2c0d-78c7-b185-d0595e51e916/images/01a22ae0-39b1-75fb-b6c1-1e9ebd661930.jpg',26063,640,360,'projects/01a22ae0-2c0d-78c7-b185-d0595e51e916/images/01a22ae0-39b1-75fb-b6c1-1e9ebd661930.thumb.jpg','65d7a433acd6a9cc06bfd8458c8421c307df87bd39c5272d5ca1de8e9ac96c74',NULL,'completed','2026-11-30T05:14:27.660770Z','2026-11-30T05:14:27.880712Z','{"claimed":{"type":"image/png"},"warnings":["It was given as image/png, but its bytes are image/jpeg."]}');
INSERT INTO image_generations VALUES('01a22ae0-62ef-7707-b02c-70637ec9e84e','studio','01a22ae0-2c0d-78c7-b185-d0595e51e916','test-provider',NULL,'an extra image',NULL,NULL,NULL,'projects/01a22ae0-2c0d-78c7-b185-d0595e51e916/images/01a22ae0-62ef-7707-b02c-70637ec9e84e.png',277,41,30,'projects/01a22ae0-2c0d-78c7-b185-d0595e51e916/images/01a22ae0-62ef-7707-b02c-70637ec9e84e.thumb.jpg','0f69a62c1e579c5399d5577a406a685a4b5a5e6851df985b0fa19b7db5284182',NULL,'completed','2026-11-30T05:14:38.226309Z','2026-11-30T05:14:38.548191Z','{"provenance":["text:date:create","text:date:modify"]}');
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
, meta TEXT CHECK (meta IS NULL OR json_valid(meta)), media_info TEXT CHECK (media_info IS NULL OR json_valid(media_info)));
INSERT INTO audio_generations VALUES('01a22ae0-2ce3-7128-88b8-879398c0f99e','studio','01a22ae0-2c0d-78c7-b185-d0595e51e916','espeak-ng',NULL,NULL,'en',NULL,'The lighthouse stands on the cliff. Every night, its light leads the boats home.',NULL,'projects/01a22ae0-2c0d-78c7-b185-d0595e51e916/audio/01a22ae0-2ce3-7128-88b8-879398c0f99e.mp3',22772,6,5579,22050,1,'mp3',32000,'8db34023bbe11701719d1da416015708dc0e68b8cc43884c8cea1cd32512910b',NULL,'completed','2026-11-30T05:14:24.388395Z','2026-11-30T05:14:24.388395Z',NULL,'{"codecs":["mp3"]}');
INSERT INTO audio_generations VALUES('01a22ae0-397b-778e-9848-f362990ef473','studio','01a22ae0-2c0d-78c7-b185-d0595e51e916','espeak-ng',NULL,NULL,'vi',NULL,'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.',NULL,'projects/01a22ae0-2c0d-78c7-b185-d0595e51e916/audio/01a22ae0-397b-778e-9848-f362990ef473.wav',91386,3,2854,16000,1,'wav',256039,'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db',NULL,'completed','2026-11-30T05:14:27.595630Z','2026-11-30T05:14:27.595630Z',NULL,'{"codecs":["pcm_s16le"]}');
INSERT INTO audio_generations VALUES('01a22ae0-39bc-7ba9-8535-b7456093a6db','studio','01a22ae0-2c0d-78c7-b185-d0595e51e916','espeak-ng',NULL,NULL,'vi',NULL,'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.',NULL,'projects/01a22ae0-2c0d-78c7-b185-d0595e51e916/audio/01a22ae0-397b-778e-9848-f362990ef473.wav',91386,3,2854,16000,1,'wav',256039,'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db',NULL,'completed','2026-11-30T05:14:27.660770Z','2026-11-30T05:14:27.660770Z',NULL,'{"codecs":["pcm_s16le"]}');
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
, thumb_path TEXT, meta TEXT CHECK (meta IS NULL OR json_valid(meta)), media_info TEXT CHECK (media_info IS NULL OR json_valid(media_info)), frame_rate TEXT, seed_text TEXT);
INSERT INTO veo3_video_generations VALUES('01a22ae0-2cea-7b52-bcb6-0b68015134de','studio','01a22ae0-2c0d-78c7-b185-d0595e51e916','scene-1',NULL,'The beam sweeps over the sea as night falls',NULL,'16:9','completed',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-30T05:14:24.388395Z','2026-11-30T05:14:27.537753Z','2026-11-30T05:14:24.388395Z','text-to-video',NULL,'01a22ae0-2ca3-7941-a1ca-b305cb86d6f1','01a22ae0-2ce3-7128-88b8-879398c0f99e','sample',NULL,'6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1','projects/01a22ae0-2c0d-78c7-b185-d0595e51e916/videos/01a22ae0-2cea-7b52-bcb6-0b68015134de.mp4',44869,3000,640,360,'projects/01a22ae0-2c0d-78c7-b185-d0595e51e916/videos/01a22ae0-2cea-7b52-bcb6-0b68015134de.thumb.jpg',NULL,'{"codecs":["h264","aac"]}','24/1',NULL);
INSERT INTO veo3_video_generations VALUES('01a22ae0-39cc-7464-9828-81a3dd7eb19e','studio','01a22ae0-2c0d-78c7-b185-d0595e51e916','scene-2',NULL,'Boats return to the harbour, seen from above',NULL,'16:9','pending',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-30T05:14:27.660770Z','2026-11-30T05:14:27.660770Z',NULL,'text-to-video',NULL,'01a22ae0-39b1-75fb-b6c1-1e9ebd661930','01a22ae0-39bc-7ba9-8535-b7456093a6db','sample',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO veo3_video_generations VALUES('01a22ae0-3ad2-7b11-86f2-be2c2ea71112','studio','01a22ae0-2c0d-78c7-b185-d0595e51e916','scene-3',NULL,'From the harbour back to the light',NULL,'16:9','completed',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-30T05:14:27.927908Z','2026-11-30T05:14:28.969164Z','2026-11-30T05:14:27.927908Z','text-to-video',NULL,NULL,NULL,'sample',NULL,'6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1','projects/01a22ae0-2c0d-78c7-b185-d0595e51e916/videos/01a22ae0-2cea-7b52-bcb6-0b68015134de.mp4',44869,3000,640,360,'projects/01a22ae0-2c0d-78c7-b185-d0595e51e916/videos/01a22ae0-2cea-7b52-bcb6-0b68015134de.thumb.jpg',NULL,'{"codecs":["h264","aac"]}','24/1',NULL);
CREATE TABLE generation_inputs (
    generation_id       TEXT NOT NULL REFERENCES veo3_video_generations (id),
    role                TEXT NOT NULL,
    position            INTEGER NOT NULL,
    image_generation_id TEXT NOT NULL REFERENCES image_generations (id),
    PRIMARY KEY (generation_id, role, position)
);
INSERT INTO generation_inputs VALUES('01a22ae0-3ad2-7b11-86f2-be2c2ea71112','first_frame',0,'01a22ae0-39b1-75fb-b6c1-1e9ebd661930');
INSERT INTO generation_inputs VALUES('01a22ae0-3ad2-7b11-86f2-be2c2ea71112','last_frame',0,'01a22ae0-2ca3-7941-a1ca-b305cb86d6f1');
CREATE TABLE generation_audio_tracks (
    generation_id       TEXT NOT NULL REFERENCES veo3_video_generations (id),
    language            TEXT NOT NULL,
    audio_generation_id TEXT NOT NULL REFERENCES audio_generations (id),
    PRIMARY KEY (generation_id, language)
);
INSERT INTO generation_audio_tracks VALUES('01a22ae0-2cea-7b52-bcb6-0b68015134de','vi','01a22ae0-397b-778e-9848-f362990ef473');
CREATE TABLE blob_tombstones (
    blob_key   TEXT NOT NULL PRIMARY KEY,
    profile_id TEXT NOT NULL,
    created_at TEXT NOT NULL
);
INSERT INTO blob_tombstones VALUES('projects/01a22ae0-2c0d-78c7-b185-d0595e51e916/images/01a22ae0-51f1-784d-a5a0-0a253d4813a9.thumb.jpg','studio','2026-11-30T05:14:43.084272Z');
INSERT INTO blob_tombstones VALUES('projects/01a22ae0-2c0d-78c7-b185-d0595e51e916/images/01a22ae0-51f1-784d-a5a0-0a253d4813a9.png','studio','2026-11-30T05:14:43.084272Z');
CREATE TABLE reelstore_identity (
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    store_id TEXT NOT NULL,
    bound_at TEXT
, restored_at TEXT, newest_row_at TEXT);
INSERT INTO reelstore_identity VALUES(1,'c052104d-880f-4ca4-8a70-4363ac12e7a3','2026-11-30T05:14:24.273244Z',NULL,NULL);
CREATE TABLE reelstore_marks (
    profile_id TEXT NOT NULL,
    row_kind   TEXT NOT NULL,
    row_id     TEXT NOT NULL,
    problem    TEXT NOT NULL,
    subject    TEXT NOT NULL,
    marked_at  TEXT NOT NULL,
    PRIMARY KEY (profile_id, row_kind, row_id, problem, subject)
);
INSERT INTO reelstore_marks VALUES('studio','image','01a22ae0-62ef-7707-b02c-70637ec9e84e','missing','projects/01a22ae0-2c0d-78c7-b185-d0595e51e916/images/01a22ae0-62ef-7707-b02c-70637ec9e84e.png','2026-11-30T05:14:52.871732Z');
CREATE INDEX "reelstore_schema_history_s_idx" ON "reelstore_schema_history" ("success");
CREATE INDEX idx_video_projects_profile_created_at ON video_projects (profile_id, created_at DESC);
CREATE INDEX idx_video_projects_channel_id ON video_projects (channel_id);
CREATE INDEX idx_vg_project_id_created_at ON veo3_video_generations (project_id, created_at);
CREATE INDEX idx_vg_profile_created_at ON veo3_video_generations (profile_id, created_at);
CREATE INDEX idx_image_content_hash ON image_generations (content_hash);
CREATE INDEX idx_audio_content_hash ON audio_generations (content_hash);
CREATE INDEX idx_audio_project_language ON audio_generations (project_id, language);
CREATE INDEX idx_image_profile_created_at ON image_generations (profile_id, created_at);
CREATE INDEX idx_audio_profile_created_at ON audio_generations (profile_id, created_at);
CREATE INDEX idx_generation_inputs_image ON generation_inputs (image_generation_id);
CREATE INDEX idx_generation_audio_tracks_audio ON generation_audio_tracks (audio_generation_id);
CREATE INDEX idx_image_file_path ON image_generations (file_path);
CREATE INDEX idx_audio_file_path ON audio_generations (file_path);
CREATE INDEX idx_vg_image ON veo3_video_generations (image_generation_id) WHERE image_generation_id IS NOT NULL;
CREATE INDEX idx_vg_audio ON veo3_video_generations (audio_generation_id) WHERE audio_generation_id IS NOT NULL;
CREATE INDEX idx_vg_hash ON veo3_video_generations (content_hash) WHERE content_hash IS NOT NULL;
CREATE INDEX idx_vg_file_key ON veo3_video_generations (file_path) WHERE file_path IS NOT NULL;
CREATE INDEX idx_vg_thumb_key ON veo3_video_generations (thumb_path) WHERE thumb_path IS NOT NULL;
CREATE INDEX idx_image_thumb_key ON image_generations (thumb_path) WHERE thumb_path IS NOT NULL;
CREATE INDEX idx_video_projects_video_key ON video_projects (video_path) WHERE video_path IS NOT NULL;
CREATE INDEX idx_video_projects_thumb_key ON video_projects (thumb_path) WHERE thumb_path IS NOT NULL;
CREATE INDEX idx_image_project_created_at ON image_generations (project_id, created_at);
CREATE INDEX idx_video_projects_channel_created_at ON video_projects (channel_id, created_at) WHERE channel_id IS NOT NULL;
CREATE INDEX idx_blob_tombstones_order ON blob_tombstones (profile_id, created_at, blob_key);
CREATE INDEX idx_video_projects_status ON video_projects ((status || ' ' || profile_id), created_at, id);
CREATE INDEX idx_vg_status ON veo3_video_generations ((status || ' ' || profile_id), created_at, id);
CREATE INDEX idx_image_status ON image_generations ((status || ' ' || profile_id), created_at, id) WHERE status <> 'completed';
CREATE INDEX idx_audio_status ON audio_generations ((status || ' ' || profile_id), created_at, id) WHERE status <> 'completed';
COMMIT;
