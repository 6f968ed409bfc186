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
INSERT INTO reelstore_schema_history VALUES(1,'1','projects generations and media','SQL','V1__projects_generations_and_media.sql',151997345,'','2026-11-29 05:35:45.364',9,1);
INSERT INTO reelstore_schema_history VALUES(2,'2','identity and marks','SQL','V2__identity_and_marks.sql',-93907958,'','2026-11-29 05:35:45.374',0,1);
INSERT INTO reelstore_schema_history VALUES(3,'3','media facts','SQL','V3__media_facts.sql',667581266,'','2026-11-29 05:35:45.380',2,1);
INSERT INTO reelstore_schema_history VALUES(4,'4','better led indexes','SQL','V4__better_led_indexes.sql',2083557768,'','2026-11-29 05:35:45.389',3,1);
INSERT INTO reelstore_schema_history VALUES(5,'5','store id','SQL','V5__store_id.sql',-745596209,'','2026-11-29 05:35:45.392',0,1);
INSERT INTO reelstore_schema_history VALUES(6,'6','restores','SQL','V6__restores.sql',-21749279,'','2026-11-29 05:35:45.396',1,1);
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
INSERT INTO video_projects VALUES('01a225cd-5e9a-7db5-8456-a3557a77e694','studio','coast-stories','Hải đăng: a lighthouse at dusk','A sample project: three scenes, speech in English and Vietnamese.','in_progress','en','16:9',NULL,NULL,'{"reelstore":{"codecs":["h264","aac"]}}',NULL,'projects/01a225cd-5e9a-7db5-8456-a3557a77e694/video.mp4','projects/01a225cd-5e9a-7db5-8456-a3557a77e694/video.thumb.jpg',3000,'6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1',4,'2026-11-29T05:35:45.809098Z','2026-11-29T05:35:46.944312Z');
INSERT INTO video_projects VALUES('01a225cd-ab42-7cb4-b7c6-9f3427e8ed2c','other',NULL,'Another profile''s',NULL,'draft',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,'2026-11-29T05:36:05.417024Z','2026-11-29T05:36:05.417024Z');
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
INSERT INTO image_generations VALUES('01a225cd-5ee7-77f5-980e-37eaeeacee59','studio','01a225cd-5e9a-7db5-8456-a3557a77e694','sample',NULL,'A lighthouse on a rocky shore at dusk',NULL,NULL,NULL,'projects/01a225cd-5e9a-7db5-8456-a3557a77e694/images/01a225cd-5ee7-77f5-980e-37eaeeacee59.png',52054,640,360,'projects/01a225cd-5e9a-7db5-8456-a3557a77e694/images/01a225cd-5ee7-77f5-980e-37eaeeacee59.thumb.jpg','20727d59e73de48ba5915da4387e88248f5a813889ad19c2e7c95bcc005a0379',NULL,'completed','2026-11-29T05:35:45.922045Z','2026-11-29T05:35:46.101953Z');
INSERT INTO image_generations VALUES('01a225cd-6128-77d4-97e6-5b924469d71d','studio','01a225cd-5e9a-7db5-8456-a3557a77e694','sample',NULL,'Fishing boats in the harbour',NULL,'{"reelstore":{"claimed":{"type":"image/png"},"warnings":["It was given as image/png, but its bytes are image/jpeg."]}}',NULL,'projects/01a225cd-5e9a-7db5-8456-a3557a77e694/images/01a225cd-6128-77d4-97e6-5b924469d71d.jpg',26063,640,360,'projects/01a225cd-5e9a-7db5-8456-a3557a77e694/images/01a225cd-6128-77d4-97e6-5b924469d71d.thumb.jpg','65d7a433acd6a9cc06bfd8458c8421c307df87bd39c5272d5ca1de8e9ac96c74',NULL,'completed','2026-11-29T05:35:46.483730Z','2026-11-29T05:35:46.523439Z');
INSERT INTO image_generations VALUES('01a225cd-7e05-7602-8772-2c5ea6e039c0','studio','01a225cd-5e9a-7db5-8456-a3557a77e694','imagen',NULL,'Its file was lost',NULL,NULL,NULL,'projects/01a225cd-5e9a-7db5-8456-a3557a77e694/images/01a225cd-7e05-7602-8772-2c5ea6e039c0.png',9039,72,48,'projects/01a225cd-5e9a-7db5-8456-a3557a77e694/images/01a225cd-7e05-7602-8772-2c5ea6e039c0.thumb.jpg','25a93788e9e4ae4b91c3443927b67da44e0e1227682363c29a3311848c15ef80',NULL,'completed','2026-11-29T05:35:53.887502Z','2026-11-29T05:35:54.013582Z');
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
, meta TEXT CHECK (meta IS NULL OR json_valid(meta)));
INSERT INTO audio_generations VALUES('01a225cd-5ef4-7067-8f4d-e4958656c4db','studio','01a225cd-5e9a-7db5-8456-a3557a77e694','espeak-ng',NULL,NULL,'en',NULL,'The lighthouse stands on the cliff. Every night, its light leads the boats home.',NULL,'projects/01a225cd-5e9a-7db5-8456-a3557a77e694/audio/01a225cd-5ef4-7067-8f4d-e4958656c4db.mp3',22772,6,5642,22050,1,'mp3',32000,'8db34023bbe11701719d1da416015708dc0e68b8cc43884c8cea1cd32512910b',NULL,'completed','2026-11-29T05:35:45.922045Z','2026-11-29T05:35:45.922045Z','{"reelstore":{"codecs":["mp3"]}}');
INSERT INTO audio_generations VALUES('01a225cd-6112-7061-9fa1-afbecc80dd0c','studio','01a225cd-5e9a-7db5-8456-a3557a77e694','espeak-ng',NULL,NULL,'vi',NULL,'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.',NULL,'projects/01a225cd-5e9a-7db5-8456-a3557a77e694/audio/01a225cd-6112-7061-9fa1-afbecc80dd0c.wav',91386,3,2854,16000,1,'wav',256039,'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db',NULL,'completed','2026-11-29T05:35:46.455611Z','2026-11-29T05:35:46.455611Z','{"reelstore":{"codecs":["pcm_s16le"]}}');
INSERT INTO audio_generations VALUES('01a225cd-6130-7ca7-b510-3f238b13b101','studio','01a225cd-5e9a-7db5-8456-a3557a77e694','espeak-ng',NULL,NULL,'vi',NULL,'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.',NULL,'projects/01a225cd-5e9a-7db5-8456-a3557a77e694/audio/01a225cd-6112-7061-9fa1-afbecc80dd0c.wav',91386,3,2854,16000,1,'wav',256039,'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db',NULL,'completed','2026-11-29T05:35:46.483730Z','2026-11-29T05:35:46.483730Z','{"reelstore":{"codecs":["pcm_s16le"]}}');
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
, thumb_path TEXT, meta TEXT CHECK (meta IS NULL OR json_valid(meta)));
INSERT INTO veo3_video_generations VALUES('01a225cd-5efe-7113-ac25-b26737f128d7','studio','01a225cd-5e9a-7db5-8456-a3557a77e694','scene-1',NULL,'The beam sweeps over the sea as night falls',NULL,'16:9','completed',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-29T05:35:45.922045Z','2026-11-29T05:35:46.428509Z','2026-11-29T05:35:45.922045Z','text-to-video',NULL,'01a225cd-5ee7-77f5-980e-37eaeeacee59','01a225cd-5ef4-7067-8f4d-e4958656c4db','sample',NULL,'6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1','projects/01a225cd-5e9a-7db5-8456-a3557a77e694/videos/01a225cd-5efe-7113-ac25-b26737f128d7.mp4',44869,3000,640,360,'projects/01a225cd-5e9a-7db5-8456-a3557a77e694/videos/01a225cd-5efe-7113-ac25-b26737f128d7.thumb.jpg','{"reelstore":{"codecs":["h264","aac"]}}');
INSERT INTO veo3_video_generations VALUES('01a225cd-6133-7690-a939-6643b1fb7a29','studio','01a225cd-5e9a-7db5-8456-a3557a77e694','scene-2',NULL,'Boats return to the harbour, seen from above',NULL,'16:9','pending',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-29T05:35:46.483730Z','2026-11-29T05:35:46.483730Z',NULL,'text-to-video',NULL,'01a225cd-6128-77d4-97e6-5b924469d71d','01a225cd-6130-7ca7-b510-3f238b13b101','sample',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO veo3_video_generations VALUES('01a225cd-616e-705b-b22c-4acf433a6aba','studio','01a225cd-5e9a-7db5-8456-a3557a77e694','scene-3',NULL,'From the harbour back to the light',NULL,'16:9','completed',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-29T05:35:46.542539Z','2026-11-29T05:35:46.678017Z','2026-11-29T05:35:46.542539Z','text-to-video',NULL,NULL,NULL,'sample',NULL,'6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1','projects/01a225cd-5e9a-7db5-8456-a3557a77e694/videos/01a225cd-5efe-7113-ac25-b26737f128d7.mp4',44869,3000,640,360,'projects/01a225cd-5e9a-7db5-8456-a3557a77e694/videos/01a225cd-5efe-7113-ac25-b26737f128d7.thumb.jpg','{"reelstore":{"codecs":["h264","aac"]}}');
CREATE TABLE generation_inputs (
    generation_id       TEXT NOT NULL REFERENCES veo3_video_generations (id),
    role                TEXT NOT NULL,
    position            INTEGER NOT NULL,
    image_generation_id TEXT NOT NULL REFERENCES image_generations (id),
    PRIMARY KEY (generation_id, role, position)
);
INSERT INTO generation_inputs VALUES('01a225cd-616e-705b-b22c-4acf433a6aba','first_frame',0,'01a225cd-6128-77d4-97e6-5b924469d71d');
INSERT INTO generation_inputs VALUES('01a225cd-616e-705b-b22c-4acf433a6aba','last_frame',0,'01a225cd-5ee7-77f5-980e-37eaeeacee59');
CREATE TABLE generation_audio_tracks (
    generation_id       TEXT NOT NULL REFERENCES veo3_video_generations (id),
    language            TEXT NOT NULL,
    audio_generation_id TEXT NOT NULL REFERENCES audio_generations (id),
    PRIMARY KEY (generation_id, language)
);
INSERT INTO generation_audio_tracks VALUES('01a225cd-5efe-7113-ac25-b26737f128d7','vi','01a225cd-6112-7061-9fa1-afbecc80dd0c');
CREATE TABLE blob_tombstones (
    blob_key   TEXT NOT NULL PRIMARY KEY,
    profile_id TEXT NOT NULL,
    created_at TEXT NOT NULL
);
INSERT INTO blob_tombstones VALUES('projects/01a225cd-5e9a-7db5-8456-a3557a77e694/images/01a225cd-6a2f-7f80-9c24-aa189c2e1cc3.thumb.jpg','studio','2026-11-29T05:36:09.710180Z');
INSERT INTO blob_tombstones VALUES('projects/01a225cd-5e9a-7db5-8456-a3557a77e694/images/01a225cd-6a2f-7f80-9c24-aa189c2e1cc3.png','studio','2026-11-29T05:36:09.710180Z');
CREATE TABLE reelstore_identity (
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    store_id TEXT NOT NULL,
    bound_at TEXT
, restored_at TEXT, newest_row_at TEXT);
INSERT INTO reelstore_identity VALUES(1,'e13aeb38-6af5-4086-a477-e0915e7a20cb','2026-11-29T05:35:45.889356Z','2026-11-29T05:36:09.710180Z','2026-11-29T05:36:05.417024Z');
CREATE TABLE reelstore_marks (
    profile_id TEXT NOT NULL,
    row_kind   TEXT NOT NULL,
    row_id     TEXT NOT NULL,
    problem    TEXT NOT NULL,
    subject    TEXT NOT NULL,
    marked_at  TEXT NOT NULL,
    PRIMARY KEY (profile_id, row_kind, row_id, problem, subject)
);
INSERT INTO reelstore_marks VALUES('studio','image','01a225cd-7e05-7602-8772-2c5ea6e039c0','missing','projects/01a225cd-5e9a-7db5-8456-a3557a77e694/images/01a225cd-7e05-7602-8772-2c5ea6e039c0.png','2026-11-29T05:36:01.590192Z');
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
