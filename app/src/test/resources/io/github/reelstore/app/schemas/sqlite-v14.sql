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
INSERT INTO reelstore_schema_history VALUES(1,'1','projects generations and media','SQL','V1__projects_generations_and_media.sql',151997345,'','2026-11-30 19:00:53.085',10,1);
INSERT INTO reelstore_schema_history VALUES(2,'2','identity and marks','SQL','V2__identity_and_marks.sql',-93907958,'','2026-11-30 19:00:53.101',1,1);
INSERT INTO reelstore_schema_history VALUES(3,'3','media facts','SQL','V3__media_facts.sql',667581266,'','2026-11-30 19:00:53.110',3,1);
INSERT INTO reelstore_schema_history VALUES(4,'4','better led indexes','SQL','V4__better_led_indexes.sql',2083557768,'','2026-11-30 19:00:53.124',4,1);
INSERT INTO reelstore_schema_history VALUES(5,'5','store id','SQL','V5__store_id.sql',-745596209,'','2026-11-30 19:00:53.132',1,1);
INSERT INTO reelstore_schema_history VALUES(6,'6','restores','SQL','V6__restores.sql',-21749279,'','2026-11-30 19:00:53.138',1,1);
INSERT INTO reelstore_schema_history VALUES(7,'7','media info','SQL','V7__media_info.sql',-823087578,'','2026-11-30 19:00:53.145',2,1);
INSERT INTO reelstore_schema_history VALUES(8,'8','media info leaves meta','JDBC','io.github.reelstore.sqlite.internal.schema.MediaInfoMove',8,'','2026-11-30 19:00:53.153',4,1);
INSERT INTO reelstore_schema_history VALUES(9,'9','frame rate','SQL','V9__frame_rate.sql',422550607,'','2026-11-30 19:00:53.159',1,1);
INSERT INTO reelstore_schema_history VALUES(10,'10','seed text','SQL','V10__seed_text.sql',-170333846,'','2026-11-30 19:00:53.164',1,1);
INSERT INTO reelstore_schema_history VALUES(11,'11','idempotency keys','SQL','V11__idempotency_keys.sql',-685111401,'','2026-11-30 19:00:53.167',0,1);
INSERT INTO reelstore_schema_history VALUES(12,'12','ledger','SQL','V12__ledger.sql',-1329742594,'','2026-11-30 19:00:53.177',3,1);
INSERT INTO reelstore_schema_history VALUES(13,'13','storyboard','SQL','V13__storyboard.sql',-1406890888,'','2026-11-30 19:00:53.201',14,1);
INSERT INTO reelstore_schema_history VALUES(14,'14','copies','SQL','V14__copies.sql',-663678286,'','2026-11-30 19:00:53.209',3,1);
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
INSERT INTO video_projects VALUES('01a22dd4-dd4e-7627-992c-9dfd3a257882','studio','coast-stories','Hải đăng: a lighthouse at dusk','A sample project: three scenes, speech in English and Vietnamese.','in_progress','en','16:9',NULL,NULL,NULL,NULL,'projects/01a22dd4-dd4e-7627-992c-9dfd3a257882/video.mp4','projects/01a22dd4-dd4e-7627-992c-9dfd3a257882/video.thumb.jpg',3000,'6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1',4,'2026-11-30T19:00:54.685198Z','2026-11-30T19:00:57.558659Z','{"codecs":["h264","aac"],"detected":{"durationMs":"3000"}}');
INSERT INTO video_projects VALUES('01a22dd5-9408-7c08-a9c1-1dac4df2f289','other',NULL,'Another profile''s',NULL,'draft',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,'2026-11-30T19:01:41.299338Z','2026-11-30T19:01:41.299338Z',NULL);
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
, media_info TEXT CHECK (media_info IS NULL OR json_valid(media_info)), scene_id TEXT, made_from TEXT CHECK (made_from IS NULL OR json_valid(made_from)));
INSERT INTO image_generations VALUES('01a22dd4-df34-7ec3-8d2a-4c9c879d19ed','studio','01a22dd4-dd4e-7627-992c-9dfd3a257882','sample',NULL,'A lighthouse on a rocky shore at dusk',NULL,NULL,NULL,'projects/01a22dd4-dd4e-7627-992c-9dfd3a257882/images/01a22dd4-df34-7ec3-8d2a-4c9c879d19ed.png',52054,640,360,'projects/01a22dd4-dd4e-7627-992c-9dfd3a257882/images/01a22dd4-df34-7ec3-8d2a-4c9c879d19ed.thumb.jpg','20727d59e73de48ba5915da4387e88248f5a813889ad19c2e7c95bcc005a0379',NULL,'completed','2026-11-30T19:00:55.685745Z','2026-11-30T19:00:56.009630Z',NULL,NULL,'{"prompt":"30da15a7c8be9c422daad98c3c2c153c"}');
INSERT INTO image_generations VALUES('01a22dd4-e4ad-740e-abb2-d070782bf9d4','studio','01a22dd4-dd4e-7627-992c-9dfd3a257882','sample',NULL,'Fishing boats in the harbour',NULL,NULL,NULL,'projects/01a22dd4-dd4e-7627-992c-9dfd3a257882/images/01a22dd4-e4ad-740e-abb2-d070782bf9d4.jpg',26063,640,360,'projects/01a22dd4-dd4e-7627-992c-9dfd3a257882/images/01a22dd4-e4ad-740e-abb2-d070782bf9d4.thumb.jpg','65d7a433acd6a9cc06bfd8458c8421c307df87bd39c5272d5ca1de8e9ac96c74',NULL,'completed','2026-11-30T19:00:56.636791Z','2026-11-30T19:00:56.716551Z','{"claimed":{"type":"image/png"},"warnings":["It was given as image/png, but its bytes are image/jpeg."]}',NULL,'{"prompt":"12c13d882611cf7691c94ef4b27fe5e3"}');
INSERT INTO image_generations VALUES('01a22dd5-3cb4-74fa-90a0-ea4588bc22ba','studio','01a22dd4-dd4e-7627-992c-9dfd3a257882','test-provider',NULL,'an extra image',NULL,NULL,NULL,'projects/01a22dd4-dd4e-7627-992c-9dfd3a257882/images/01a22dd5-3cb4-74fa-90a0-ea4588bc22ba.jpg',26067,640,360,'projects/01a22dd4-dd4e-7627-992c-9dfd3a257882/images/01a22dd5-3cb4-74fa-90a0-ea4588bc22ba.thumb.jpg','8f1ad71ade198760dea62dbb06725e6b53b655a565e02a531032d881b6c7634f',NULL,'completed','2026-11-30T19:01:19.203524Z','2026-11-30T19:01:19.460546Z','{"claimed":{"type":"image/png"},"warnings":["It was given as image/png, but its bytes are image/jpeg."]}',NULL,'{"prompt":"782c903536ca7ddb26c7fcf8d29f1708"}');
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
, meta TEXT CHECK (meta IS NULL OR json_valid(meta)), media_info TEXT CHECK (media_info IS NULL OR json_valid(media_info)), scene_id TEXT, made_from TEXT CHECK (made_from IS NULL OR json_valid(made_from)));
INSERT INTO audio_generations VALUES('01a22dd4-df98-76f3-9b1c-2131e01343c9','studio','01a22dd4-dd4e-7627-992c-9dfd3a257882','espeak-ng',NULL,NULL,'en',NULL,'The lighthouse stands on the cliff. Every night, its light leads the boats home.',NULL,'projects/01a22dd4-dd4e-7627-992c-9dfd3a257882/audio/01a22dd4-df98-76f3-9b1c-2131e01343c9.mp3',22772,6,5579,22050,1,'mp3',32000,'8db34023bbe11701719d1da416015708dc0e68b8cc43884c8cea1cd32512910b',NULL,'completed','2026-11-30T19:00:55.685745Z','2026-11-30T19:00:55.685745Z',NULL,'{"codecs":["mp3"],"detected":{"bitrate":"32000","channels":"1","durationMs":"5579","sampleRate":"22050"}}',NULL,'{"text":"77e46fb9aee2e788aaea1527bb4960f4"}');
INSERT INTO audio_generations VALUES('01a22dd4-e492-748f-a12d-6a597f847d78','studio','01a22dd4-dd4e-7627-992c-9dfd3a257882','espeak-ng',NULL,NULL,'vi',NULL,'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.',NULL,'projects/01a22dd4-dd4e-7627-992c-9dfd3a257882/audio/01a22dd4-e492-748f-a12d-6a597f847d78.wav',91386,3,2854,16000,1,'wav',256039,'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db',NULL,'completed','2026-11-30T19:00:56.600862Z','2026-11-30T19:00:56.600862Z',NULL,'{"codecs":["pcm_s16le"],"detected":{"bitrate":"256039","channels":"1","durationMs":"2854","sampleRate":"16000"}}',NULL,'{"text":"66747ec873630ed7e2dd1b25c900298f"}');
INSERT INTO audio_generations VALUES('01a22dd4-e4b6-795c-a214-6dcb2a119c02','studio','01a22dd4-dd4e-7627-992c-9dfd3a257882','espeak-ng',NULL,NULL,'vi',NULL,'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.',NULL,'projects/01a22dd4-dd4e-7627-992c-9dfd3a257882/audio/01a22dd4-e492-748f-a12d-6a597f847d78.wav',91386,3,2854,16000,1,'wav',256039,'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db',NULL,'completed','2026-11-30T19:00:56.636791Z','2026-11-30T19:00:56.636791Z',NULL,'{"codecs":["pcm_s16le"],"detected":{"bitrate":"256039","channels":"1","durationMs":"2854","sampleRate":"16000"}}',NULL,'{"text":"66747ec873630ed7e2dd1b25c900298f"}');
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
, thumb_path TEXT, meta TEXT CHECK (meta IS NULL OR json_valid(meta)), media_info TEXT CHECK (media_info IS NULL OR json_valid(media_info)), frame_rate TEXT, seed_text TEXT, made_from TEXT CHECK (made_from IS NULL OR json_valid(made_from)));
INSERT INTO veo3_video_generations VALUES('01a22dd4-e09d-7167-ba83-0f5b22dd1e5f','studio','01a22dd4-dd4e-7627-992c-9dfd3a257882','scene-1',NULL,'The beam sweeps over the sea as night falls',NULL,'16:9','completed',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-30T19:00:55.685745Z','2026-11-30T19:00:56.581044Z','2026-11-30T19:00:55.685745Z','text-to-video',NULL,'01a22dd4-df34-7ec3-8d2a-4c9c879d19ed','01a22dd4-df98-76f3-9b1c-2131e01343c9','sample',NULL,'6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1','projects/01a22dd4-dd4e-7627-992c-9dfd3a257882/videos/01a22dd4-e09d-7167-ba83-0f5b22dd1e5f.mp4',44869,3000,640,360,'projects/01a22dd4-dd4e-7627-992c-9dfd3a257882/videos/01a22dd4-e09d-7167-ba83-0f5b22dd1e5f.thumb.jpg',NULL,'{"codecs":["h264","aac"],"detected":{"durationMs":"3000","frameRate":"24/1","height":"360","width":"640"}}','24/1',NULL,'{"prompt":"189a4925d02486b55694b03ea88cd5ac","images":"51df17396e8e19ea9a1abe0ecc7d247d"}');
INSERT INTO veo3_video_generations VALUES('01a22dd4-e4bc-769f-a9e6-a21594cbfb06','studio','01a22dd4-dd4e-7627-992c-9dfd3a257882','scene-2',NULL,'Boats return to the harbour, seen from above',NULL,'16:9','pending',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-30T19:00:56.636791Z','2026-11-30T19:00:56.636791Z',NULL,'text-to-video',NULL,'01a22dd4-e4ad-740e-abb2-d070782bf9d4','01a22dd4-e4b6-795c-a214-6dcb2a119c02','sample',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"prompt":"64808dc85a00d413c9297020af25ac19","images":"cee740975afabee8ac00369435b8e0b1"}');
INSERT INTO veo3_video_generations VALUES('01a22dd4-e514-7b71-b6c4-12c1aff213fe','studio','01a22dd4-dd4e-7627-992c-9dfd3a257882','scene-3',NULL,'From the harbour back to the light',NULL,'16:9','completed',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-30T19:00:56.739185Z','2026-11-30T19:00:57.048709Z','2026-11-30T19:00:56.739185Z','text-to-video',NULL,NULL,NULL,'sample',NULL,'6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1','projects/01a22dd4-dd4e-7627-992c-9dfd3a257882/videos/01a22dd4-e09d-7167-ba83-0f5b22dd1e5f.mp4',44869,3000,640,360,'projects/01a22dd4-dd4e-7627-992c-9dfd3a257882/videos/01a22dd4-e09d-7167-ba83-0f5b22dd1e5f.thumb.jpg',NULL,'{"codecs":["h264","aac"],"detected":{"durationMs":"3000","frameRate":"24/1","height":"360","width":"640"}}','24/1',NULL,'{"prompt":"043aab1711158829f0cbf3851b51c8ec","images":"0aaddb4794c42c606a8a4e8cf4fe0024"}');
CREATE TABLE generation_inputs (
    generation_id       TEXT NOT NULL REFERENCES veo3_video_generations (id),
    role                TEXT NOT NULL,
    position            INTEGER NOT NULL,
    image_generation_id TEXT NOT NULL REFERENCES image_generations (id),
    PRIMARY KEY (generation_id, role, position)
);
INSERT INTO generation_inputs VALUES('01a22dd4-e514-7b71-b6c4-12c1aff213fe','first_frame',0,'01a22dd4-e4ad-740e-abb2-d070782bf9d4');
INSERT INTO generation_inputs VALUES('01a22dd4-e514-7b71-b6c4-12c1aff213fe','last_frame',0,'01a22dd4-df34-7ec3-8d2a-4c9c879d19ed');
CREATE TABLE generation_audio_tracks (
    generation_id       TEXT NOT NULL REFERENCES veo3_video_generations (id),
    language            TEXT NOT NULL,
    audio_generation_id TEXT NOT NULL REFERENCES audio_generations (id),
    PRIMARY KEY (generation_id, language)
);
INSERT INTO generation_audio_tracks VALUES('01a22dd4-e09d-7167-ba83-0f5b22dd1e5f','vi','01a22dd4-e492-748f-a12d-6a597f847d78');
CREATE TABLE blob_tombstones (
    blob_key   TEXT NOT NULL PRIMARY KEY,
    profile_id TEXT NOT NULL,
    created_at TEXT NOT NULL
);
INSERT INTO blob_tombstones VALUES('projects/01a22dd4-dd4e-7627-992c-9dfd3a257882/images/01a22dd5-1308-78ae-8f8d-924790d11956.thumb.jpg','studio','2026-11-30T19:01:13.728637Z');
INSERT INTO blob_tombstones VALUES('projects/01a22dd4-dd4e-7627-992c-9dfd3a257882/images/01a22dd5-1308-78ae-8f8d-924790d11956.jpg','studio','2026-11-30T19:01:13.728637Z');
CREATE TABLE reelstore_identity (
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    store_id TEXT NOT NULL,
    bound_at TEXT
, restored_at TEXT, newest_row_at TEXT, copy_of TEXT, moved_to TEXT);
INSERT INTO reelstore_identity VALUES(1,'74580bc1-8afc-4c83-a060-aebaf8248a52','2026-11-30T19:00:55.199321Z',NULL,NULL,NULL,NULL);
CREATE TABLE reelstore_marks (
    profile_id TEXT NOT NULL,
    row_kind   TEXT NOT NULL,
    row_id     TEXT NOT NULL,
    problem    TEXT NOT NULL,
    subject    TEXT NOT NULL,
    marked_at  TEXT NOT NULL,
    PRIMARY KEY (profile_id, row_kind, row_id, problem, subject)
);
INSERT INTO reelstore_marks VALUES('studio','image','01a22dd5-3cb4-74fa-90a0-ea4588bc22ba','missing','projects/01a22dd4-dd4e-7627-992c-9dfd3a257882/images/01a22dd5-3cb4-74fa-90a0-ea4588bc22ba.jpg','2026-11-30T19:01:33.186881Z');
CREATE TABLE reelstore_idempotency_keys (
    profile_id      TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_hash    TEXT,
    answer          TEXT,
    created_at      TEXT NOT NULL,
    PRIMARY KEY (profile_id, idempotency_key)
);
CREATE TABLE provider_jobs (
    id                 TEXT NOT NULL PRIMARY KEY,
    profile_id         TEXT NOT NULL,
    project_id         TEXT NOT NULL,
    scene_id           TEXT,
    kind               TEXT NOT NULL,
    provider           TEXT NOT NULL,
    model              TEXT,
    language           TEXT,
    request            TEXT NOT NULL,
    fingerprint        TEXT NOT NULL,
    take               INTEGER NOT NULL,
    state              TEXT NOT NULL,
    fence              INTEGER NOT NULL,
    worker             TEXT NOT NULL,
    attempts           INTEGER NOT NULL,
    operation_name     TEXT,
    operation_endpoint TEXT,
    credential         TEXT,
    due_at             TEXT NOT NULL,
    remote_expires_at  TEXT,
    failures           INTEGER NOT NULL,
    failure            TEXT,
    error_message      TEXT,
    currency           TEXT,
    reserved_nanos     INTEGER,
    reserved_at        TEXT,
    settled_nanos      INTEGER,
    usage_nanos        INTEGER,
    usage_unit         TEXT,
    reuses             INTEGER NOT NULL,
    submitted_at       TEXT,
    completed_at       TEXT,
    created_at         TEXT NOT NULL,
    updated_at         TEXT NOT NULL
);
INSERT INTO provider_jobs VALUES('01a22dd5-d424-730e-b692-cd8bf3e1bc94','studio','01a22dd4-dd4e-7627-992c-9dfd3a257882',NULL,'video','veo',NULL,NULL,'{"kind":"video","prompt":"A job","provider":"veo"}','1:d2dfeca5c19c3d5b05bbbe1ad772b47b4b84ee20d61c5b4a67964d09aa54ac9a',0,'planned',0,'',0,NULL,NULL,NULL,'1970-01-01T00:00:00.000000Z',NULL,0,NULL,NULL,NULL,NULL,'2026-11-30T19:01:57.746462Z',NULL,NULL,NULL,0,NULL,NULL,'2026-11-30T19:01:57.746462Z','2026-11-30T19:01:57.746462Z');
CREATE TABLE provider_job_results (
    profile_id   TEXT NOT NULL,
    job_id       TEXT NOT NULL REFERENCES provider_jobs (id),
    position     INTEGER NOT NULL,
    state        TEXT NOT NULL,
    remote_name  TEXT,
    remote_size  INTEGER,
    remote_hash  TEXT,
    encoding     TEXT,
    row_id       TEXT,
    file_path    TEXT,
    content_hash TEXT,
    PRIMARY KEY (job_id, position)
);
CREATE TABLE provider_job_attempts (
    profile_id TEXT NOT NULL,
    job_id     TEXT NOT NULL REFERENCES provider_jobs (id),
    number     INTEGER NOT NULL,
    state      TEXT NOT NULL,
    failure    TEXT NOT NULL,
    message    TEXT NOT NULL,
    first_at   TEXT NOT NULL,
    last_at    TEXT NOT NULL,
    times      INTEGER NOT NULL,
    PRIMARY KEY (job_id, number)
);
CREATE TABLE provider_workers (
    profile_id TEXT NOT NULL,
    worker     TEXT NOT NULL,
    beats      INTEGER NOT NULL,
    seen_at    TEXT NOT NULL,
    PRIMARY KEY (profile_id, worker)
);
CREATE TABLE budgets (
    profile_id  TEXT NOT NULL,
    scope       TEXT NOT NULL,
    subject     TEXT NOT NULL,
    period      TEXT NOT NULL,
    currency    TEXT NOT NULL,
    limit_nanos INTEGER NOT NULL,
    updated_at  TEXT NOT NULL,
    PRIMARY KEY (profile_id, scope, subject, period)
);
CREATE TABLE budget_spending (
    profile_id   TEXT NOT NULL,
    scope        TEXT NOT NULL,
    subject      TEXT NOT NULL,
    period       TEXT NOT NULL,
    period_start TEXT NOT NULL,
    spent_nanos  INTEGER NOT NULL,
    PRIMARY KEY (profile_id, scope, subject, period, period_start)
);
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
INSERT INTO scenes VALUES('01a22dd4-dd4e-7627-992c-9dfd3a257882','scene-1','studio','F','The lighthouse',NULL,NULL,NULL,2,NULL,'2026-11-30T19:04:01.345084Z','2026-11-30T19:04:11.214987Z');
INSERT INTO scenes VALUES('01a22dd4-dd4e-7627-992c-9dfd3a257882','scene-2','studio','V',NULL,NULL,NULL,NULL,1,NULL,'2026-11-30T19:04:01.345084Z','2026-11-30T19:04:01.345084Z');
INSERT INTO scenes VALUES('01a22dd4-dd4e-7627-992c-9dfd3a257882','scene-3','studio','W',NULL,NULL,NULL,NULL,1,NULL,'2026-11-30T19:04:01.345084Z','2026-11-30T19:04:01.345084Z');
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
INSERT INTO scene_lines VALUES('studio','01a22dd4-dd4e-7627-992c-9dfd3a257882','scene-1','vi','Mỗi đêm, ngọn hải đăng đưa thuyền về bến.',NULL,NULL,'2026-11-30T19:04:05.806972Z');
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
CREATE TABLE rejected_takes (
    profile_id  TEXT NOT NULL,
    project_id  TEXT NOT NULL REFERENCES video_projects (id) ON DELETE CASCADE,
    track       TEXT NOT NULL,
    take_id     TEXT NOT NULL,
    reason      TEXT NOT NULL,
    rejected_at TEXT NOT NULL,
    PRIMARY KEY (project_id, track, take_id)
);
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
CREATE INDEX idx_idempotency_keys_created_at ON reelstore_idempotency_keys (profile_id, created_at);
CREATE UNIQUE INDEX idx_provider_jobs_active ON provider_jobs (profile_id, fingerprint, take)
    WHERE state IN ('planned', 'submitting', 'submitted', 'downloading', 'outcome_unknown');
CREATE INDEX idx_provider_jobs_fingerprint ON provider_jobs (fingerprint, take, created_at, id)
    WHERE state NOT IN ('filtered', 'failed', 'cancelled');
CREATE INDEX idx_provider_jobs_created_at ON provider_jobs (profile_id, created_at, id);
CREATE INDEX idx_provider_jobs_project ON provider_jobs (project_id, created_at, id);
CREATE INDEX idx_provider_jobs_state ON provider_jobs ((state || ' ' || profile_id), created_at, id);
CREATE INDEX idx_provider_jobs_planned ON provider_jobs (profile_id, provider, due_at, id) WHERE state = 'planned';
CREATE INDEX idx_provider_jobs_sent ON provider_jobs ((worker || ' ' || profile_id))
    WHERE state IN ('submitting', 'submitted', 'downloading', 'outcome_unknown');
CREATE INDEX idx_provider_jobs_in_flight ON provider_jobs (profile_id, credential) WHERE state IN ('submitting', 'submitted');
CREATE INDEX idx_scenes_order ON scenes (project_id, position, scene_id) WHERE deleted_at IS NULL;
CREATE INDEX idx_selections_take ON selections (take_id) WHERE take_id IS NOT NULL;
CREATE INDEX idx_image_scene ON image_generations (project_id, scene_id, created_at, id, status, profile_id)
    WHERE scene_id IS NOT NULL;
CREATE INDEX idx_audio_scene ON audio_generations (project_id, scene_id, language, created_at, id, status, profile_id)
    WHERE scene_id IS NOT NULL;
COMMIT;
