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
INSERT INTO reelstore_schema_history VALUES(1,'1','projects generations and media','SQL','V1__projects_generations_and_media.sql',151997345,'','2026-11-29 05:35:07.388',7,1);
INSERT INTO reelstore_schema_history VALUES(2,'2','identity and marks','SQL','V2__identity_and_marks.sql',-93907958,'','2026-11-29 05:35:07.396',0,1);
INSERT INTO reelstore_schema_history VALUES(3,'3','media facts','SQL','V3__media_facts.sql',667581266,'','2026-11-29 05:35:07.400',1,1);
INSERT INTO reelstore_schema_history VALUES(4,'4','better led indexes','SQL','V4__better_led_indexes.sql',2083557768,'','2026-11-29 05:35:07.409',2,1);
INSERT INTO reelstore_schema_history VALUES(5,'5','store id','SQL','V5__store_id.sql',-745596209,'','2026-11-29 05:35:07.414',0,1);
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
INSERT INTO video_projects VALUES('01a225cc-c9d8-7864-8969-60c88251e5f2','studio','coast-stories','Hải đăng: a lighthouse at dusk','A sample project: three scenes, speech in English and Vietnamese.','in_progress','en','16:9',NULL,NULL,'{"reelstore":{"codecs":["h264","aac"]}}',NULL,'projects/01a225cc-c9d8-7864-8969-60c88251e5f2/video.mp4','projects/01a225cc-c9d8-7864-8969-60c88251e5f2/video.thumb.jpg',3000,'6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1',4,'2026-11-29T05:35:07.727420Z','2026-11-29T05:35:08.748912Z');
INSERT INTO video_projects VALUES('01a225cd-0239-7f3f-b177-f7ef61333bf6','other',NULL,'Another profile''s',NULL,'draft',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,'2026-11-29T05:35:22.156598Z','2026-11-29T05:35:22.156598Z');
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
INSERT INTO image_generations VALUES('01a225cc-ca11-7425-89b7-75acb994351a','studio','01a225cc-c9d8-7864-8969-60c88251e5f2','sample',NULL,'A lighthouse on a rocky shore at dusk',NULL,NULL,NULL,'projects/01a225cc-c9d8-7864-8969-60c88251e5f2/images/01a225cc-ca11-7425-89b7-75acb994351a.png',52054,640,360,'projects/01a225cc-c9d8-7864-8969-60c88251e5f2/images/01a225cc-ca11-7425-89b7-75acb994351a.thumb.jpg','20727d59e73de48ba5915da4387e88248f5a813889ad19c2e7c95bcc005a0379',NULL,'completed','2026-11-29T05:35:07.838518Z','2026-11-29T05:35:08.044640Z');
INSERT INTO image_generations VALUES('01a225cc-cc1d-7682-ab82-93d9b69b6cd8','studio','01a225cc-c9d8-7864-8969-60c88251e5f2','sample',NULL,'Fishing boats in the harbour',NULL,'{"reelstore":{"claimed":{"type":"image/png"},"warnings":["It was given as image/png, but its bytes are image/jpeg."]}}',NULL,'projects/01a225cc-c9d8-7864-8969-60c88251e5f2/images/01a225cc-cc1d-7682-ab82-93d9b69b6cd8.jpg',26063,640,360,'projects/01a225cc-c9d8-7864-8969-60c88251e5f2/images/01a225cc-cc1d-7682-ab82-93d9b69b6cd8.thumb.jpg','65d7a433acd6a9cc06bfd8458c8421c307df87bd39c5272d5ca1de8e9ac96c74',NULL,'completed','2026-11-29T05:35:08.322358Z','2026-11-29T05:35:08.350835Z');
INSERT INTO image_generations VALUES('01a225cc-e5fd-7d67-b51d-3916ce4cd826','studio','01a225cc-c9d8-7864-8969-60c88251e5f2','imagen',NULL,'Its file was lost',NULL,NULL,NULL,'projects/01a225cc-c9d8-7864-8969-60c88251e5f2/images/01a225cc-e5fd-7d67-b51d-3916ce4cd826.png',9039,72,48,'projects/01a225cc-c9d8-7864-8969-60c88251e5f2/images/01a225cc-e5fd-7d67-b51d-3916ce4cd826.thumb.jpg','25a93788e9e4ae4b91c3443927b67da44e0e1227682363c29a3311848c15ef80',NULL,'completed','2026-11-29T05:35:14.984273Z','2026-11-29T05:35:15.136562Z');
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
INSERT INTO audio_generations VALUES('01a225cc-ca2b-7c22-b581-9c1f46f67e63','studio','01a225cc-c9d8-7864-8969-60c88251e5f2','espeak-ng',NULL,NULL,'en',NULL,'The lighthouse stands on the cliff. Every night, its light leads the boats home.',NULL,'projects/01a225cc-c9d8-7864-8969-60c88251e5f2/audio/01a225cc-ca2b-7c22-b581-9c1f46f67e63.mp3',22772,6,5642,22050,1,'mp3',32000,'8db34023bbe11701719d1da416015708dc0e68b8cc43884c8cea1cd32512910b',NULL,'completed','2026-11-29T05:35:07.838518Z','2026-11-29T05:35:07.838518Z','{"reelstore":{"codecs":["mp3"]}}');
INSERT INTO audio_generations VALUES('01a225cc-cc01-7ca0-bb17-ec3651a7d8d8','studio','01a225cc-c9d8-7864-8969-60c88251e5f2','espeak-ng',NULL,NULL,'vi',NULL,'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.',NULL,'projects/01a225cc-c9d8-7864-8969-60c88251e5f2/audio/01a225cc-cc01-7ca0-bb17-ec3651a7d8d8.wav',91386,3,2854,16000,1,'wav',256039,'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db',NULL,'completed','2026-11-29T05:35:08.294190Z','2026-11-29T05:35:08.294190Z','{"reelstore":{"codecs":["pcm_s16le"]}}');
INSERT INTO audio_generations VALUES('01a225cc-cc20-71a5-bbf7-bc1168cd470c','studio','01a225cc-c9d8-7864-8969-60c88251e5f2','espeak-ng',NULL,NULL,'vi',NULL,'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.',NULL,'projects/01a225cc-c9d8-7864-8969-60c88251e5f2/audio/01a225cc-cc01-7ca0-bb17-ec3651a7d8d8.wav',91386,3,2854,16000,1,'wav',256039,'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db',NULL,'completed','2026-11-29T05:35:08.322358Z','2026-11-29T05:35:08.322358Z','{"reelstore":{"codecs":["pcm_s16le"]}}');
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
INSERT INTO veo3_video_generations VALUES('01a225cc-ca39-7eb9-9ad8-f55c6351cd98','studio','01a225cc-c9d8-7864-8969-60c88251e5f2','scene-1',NULL,'The beam sweeps over the sea as night falls',NULL,'16:9','completed',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-29T05:35:07.838518Z','2026-11-29T05:35:08.265359Z','2026-11-29T05:35:07.838518Z','text-to-video',NULL,'01a225cc-ca11-7425-89b7-75acb994351a','01a225cc-ca2b-7c22-b581-9c1f46f67e63','sample',NULL,'6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1','projects/01a225cc-c9d8-7864-8969-60c88251e5f2/videos/01a225cc-ca39-7eb9-9ad8-f55c6351cd98.mp4',44869,3000,640,360,'projects/01a225cc-c9d8-7864-8969-60c88251e5f2/videos/01a225cc-ca39-7eb9-9ad8-f55c6351cd98.thumb.jpg','{"reelstore":{"codecs":["h264","aac"]}}');
INSERT INTO veo3_video_generations VALUES('01a225cc-cc22-715f-b53b-ed41c4fd6403','studio','01a225cc-c9d8-7864-8969-60c88251e5f2','scene-2',NULL,'Boats return to the harbour, seen from above',NULL,'16:9','pending',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-29T05:35:08.322358Z','2026-11-29T05:35:08.322358Z',NULL,'text-to-video',NULL,'01a225cc-cc1d-7682-ab82-93d9b69b6cd8','01a225cc-cc20-71a5-bbf7-bc1168cd470c','sample',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO veo3_video_generations VALUES('01a225cc-cc5c-7459-ad53-1dd755866a18','studio','01a225cc-c9d8-7864-8969-60c88251e5f2','scene-3',NULL,'From the harbour back to the light',NULL,'16:9','completed',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-29T05:35:08.380838Z','2026-11-29T05:35:08.550678Z','2026-11-29T05:35:08.380838Z','text-to-video',NULL,NULL,NULL,'sample',NULL,'6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1','projects/01a225cc-c9d8-7864-8969-60c88251e5f2/videos/01a225cc-ca39-7eb9-9ad8-f55c6351cd98.mp4',44869,3000,640,360,'projects/01a225cc-c9d8-7864-8969-60c88251e5f2/videos/01a225cc-ca39-7eb9-9ad8-f55c6351cd98.thumb.jpg','{"reelstore":{"codecs":["h264","aac"]}}');
CREATE TABLE generation_inputs (
    generation_id       TEXT NOT NULL REFERENCES veo3_video_generations (id),
    role                TEXT NOT NULL,
    position            INTEGER NOT NULL,
    image_generation_id TEXT NOT NULL REFERENCES image_generations (id),
    PRIMARY KEY (generation_id, role, position)
);
INSERT INTO generation_inputs VALUES('01a225cc-cc5c-7459-ad53-1dd755866a18','first_frame',0,'01a225cc-cc1d-7682-ab82-93d9b69b6cd8');
INSERT INTO generation_inputs VALUES('01a225cc-cc5c-7459-ad53-1dd755866a18','last_frame',0,'01a225cc-ca11-7425-89b7-75acb994351a');
CREATE TABLE generation_audio_tracks (
    generation_id       TEXT NOT NULL REFERENCES veo3_video_generations (id),
    language            TEXT NOT NULL,
    audio_generation_id TEXT NOT NULL REFERENCES audio_generations (id),
    PRIMARY KEY (generation_id, language)
);
INSERT INTO generation_audio_tracks VALUES('01a225cc-ca39-7eb9-9ad8-f55c6351cd98','vi','01a225cc-cc01-7ca0-bb17-ec3651a7d8d8');
CREATE TABLE blob_tombstones (
    blob_key   TEXT NOT NULL PRIMARY KEY,
    profile_id TEXT NOT NULL,
    created_at TEXT NOT NULL
);
INSERT INTO blob_tombstones VALUES('projects/01a225cc-c9d8-7864-8969-60c88251e5f2/images/01a225cc-d5d9-70b4-9501-d7666164977c.thumb.jpg','studio','2026-11-29T05:35:13.029492Z');
INSERT INTO blob_tombstones VALUES('projects/01a225cc-c9d8-7864-8969-60c88251e5f2/images/01a225cc-d5d9-70b4-9501-d7666164977c.png','studio','2026-11-29T05:35:13.029492Z');
CREATE TABLE reelstore_identity (
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    store_id TEXT NOT NULL,
    bound_at TEXT
);
INSERT INTO reelstore_identity VALUES(1,'088e9e16-bc66-4b4d-92ba-fde5e7544190','2026-11-29T05:35:07.786089Z');
CREATE TABLE reelstore_marks (
    profile_id TEXT NOT NULL,
    row_kind   TEXT NOT NULL,
    row_id     TEXT NOT NULL,
    problem    TEXT NOT NULL,
    subject    TEXT NOT NULL,
    marked_at  TEXT NOT NULL,
    PRIMARY KEY (profile_id, row_kind, row_id, problem, subject)
);
INSERT INTO reelstore_marks VALUES('studio','image','01a225cc-e5fd-7d67-b51d-3916ce4cd826','missing','projects/01a225cc-c9d8-7864-8969-60c88251e5f2/images/01a225cc-e5fd-7d67-b51d-3916ce4cd826.png','2026-11-29T05:35:20.063516Z');
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
