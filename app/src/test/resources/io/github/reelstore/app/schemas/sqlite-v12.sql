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
INSERT INTO reelstore_schema_history VALUES(1,'1','projects generations and media','SQL','V1__projects_generations_and_media.sql',151997345,'','2026-11-30 15:40:05.863',45,1);
INSERT INTO reelstore_schema_history VALUES(2,'2','identity and marks','SQL','V2__identity_and_marks.sql',-93907958,'','2026-11-30 15:40:05.895',11,1);
INSERT INTO reelstore_schema_history VALUES(3,'3','media facts','SQL','V3__media_facts.sql',667581266,'','2026-11-30 15:40:05.936',14,1);
INSERT INTO reelstore_schema_history VALUES(4,'4','better led indexes','SQL','V4__better_led_indexes.sql',2083557768,'','2026-11-30 15:40:05.967',9,1);
INSERT INTO reelstore_schema_history VALUES(5,'5','store id','SQL','V5__store_id.sql',-745596209,'','2026-11-30 15:40:05.983',0,1);
INSERT INTO reelstore_schema_history VALUES(6,'6','restores','SQL','V6__restores.sql',-21749279,'','2026-11-30 15:40:06.009',1,1);
INSERT INTO reelstore_schema_history VALUES(7,'7','media info','SQL','V7__media_info.sql',-823087578,'','2026-11-30 15:40:06.037',15,1);
INSERT INTO reelstore_schema_history VALUES(8,'8','media info leaves meta','JDBC','io.github.reelstore.sqlite.internal.schema.MediaInfoMove',8,'','2026-11-30 15:40:06.055',4,1);
INSERT INTO reelstore_schema_history VALUES(9,'9','frame rate','SQL','V9__frame_rate.sql',422550607,'','2026-11-30 15:40:06.061',1,1);
INSERT INTO reelstore_schema_history VALUES(10,'10','seed text','SQL','V10__seed_text.sql',-170333846,'','2026-11-30 15:40:06.066',1,1);
INSERT INTO reelstore_schema_history VALUES(11,'11','idempotency keys','SQL','V11__idempotency_keys.sql',-685111401,'','2026-11-30 15:40:06.070',0,1);
INSERT INTO reelstore_schema_history VALUES(12,'12','ledger','SQL','V12__ledger.sql',-1329742594,'','2026-11-30 15:40:06.083',2,1);
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
INSERT INTO video_projects VALUES('01a22d1d-0884-7948-8a47-3a0346336055','studio','coast-stories','Hải đăng: a lighthouse at dusk','A sample project: three scenes, speech in English and Vietnamese.','in_progress','en','16:9',NULL,NULL,NULL,NULL,'projects/01a22d1d-0884-7948-8a47-3a0346336055/video.mp4','projects/01a22d1d-0884-7948-8a47-3a0346336055/video.thumb.jpg',3000,'6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1',4,'2026-11-30T15:40:07.141452Z','2026-11-30T15:40:10.427743Z','{"codecs":["h264","aac"],"detected":{"durationMs":"3000"}}');
INSERT INTO video_projects VALUES('01a22d1e-3be2-7e63-913f-33203e7bf6ab','other',NULL,'Another profile''s',NULL,'draft',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,'2026-11-30T15:41:25.855591Z','2026-11-30T15:41:25.855591Z',NULL);
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
INSERT INTO image_generations VALUES('01a22d1d-08dc-7dc6-9085-d35be59eed21','studio','01a22d1d-0884-7948-8a47-3a0346336055','sample',NULL,'A lighthouse on a rocky shore at dusk',NULL,NULL,NULL,'projects/01a22d1d-0884-7948-8a47-3a0346336055/images/01a22d1d-08dc-7dc6-9085-d35be59eed21.png',52054,640,360,'projects/01a22d1d-0884-7948-8a47-3a0346336055/images/01a22d1d-08dc-7dc6-9085-d35be59eed21.thumb.jpg','20727d59e73de48ba5915da4387e88248f5a813889ad19c2e7c95bcc005a0379',NULL,'completed','2026-11-30T15:40:07.296697Z','2026-11-30T15:40:07.522642Z',NULL);
INSERT INTO image_generations VALUES('01a22d1d-0e11-73e9-aadf-8386a5f4c3bc','studio','01a22d1d-0884-7948-8a47-3a0346336055','sample',NULL,'Fishing boats in the harbour',NULL,NULL,NULL,'projects/01a22d1d-0884-7948-8a47-3a0346336055/images/01a22d1d-0e11-73e9-aadf-8386a5f4c3bc.jpg',26063,640,360,'projects/01a22d1d-0884-7948-8a47-3a0346336055/images/01a22d1d-0e11-73e9-aadf-8386a5f4c3bc.thumb.jpg','65d7a433acd6a9cc06bfd8458c8421c307df87bd39c5272d5ca1de8e9ac96c74',NULL,'completed','2026-11-30T15:40:08.598670Z','2026-11-30T15:40:08.823296Z','{"claimed":{"type":"image/png"},"warnings":["It was given as image/png, but its bytes are image/jpeg."]}');
INSERT INTO image_generations VALUES('01a22d1d-84f2-795a-a9d9-38da43fb0804','studio','01a22d1d-0884-7948-8a47-3a0346336055','test-provider',NULL,'an extra image',NULL,NULL,NULL,'projects/01a22d1d-0884-7948-8a47-3a0346336055/images/01a22d1d-84f2-795a-a9d9-38da43fb0804.png',52078,640,360,'projects/01a22d1d-0884-7948-8a47-3a0346336055/images/01a22d1d-84f2-795a-a9d9-38da43fb0804.thumb.jpg','7a8807dfc86d5a2659315e26b48eb6865bc2cea2c8e7ea12c52b3d8443b169aa',NULL,'completed','2026-11-30T15:40:39.913043Z','2026-11-30T15:40:41.809882Z','{"provenance":["text:Comment"]}');
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
INSERT INTO audio_generations VALUES('01a22d1d-08ec-7a76-9eda-aa09f8666699','studio','01a22d1d-0884-7948-8a47-3a0346336055','espeak-ng',NULL,NULL,'en',NULL,'The lighthouse stands on the cliff. Every night, its light leads the boats home.',NULL,'projects/01a22d1d-0884-7948-8a47-3a0346336055/audio/01a22d1d-08ec-7a76-9eda-aa09f8666699.mp3',22772,6,5579,22050,1,'mp3',32000,'8db34023bbe11701719d1da416015708dc0e68b8cc43884c8cea1cd32512910b',NULL,'completed','2026-11-30T15:40:07.296697Z','2026-11-30T15:40:07.296697Z',NULL,'{"codecs":["mp3"],"detected":{"bitrate":"32000","channels":"1","durationMs":"5579","sampleRate":"22050"}}');
INSERT INTO audio_generations VALUES('01a22d1d-0dfd-7a6e-849f-e9d635f07a92','studio','01a22d1d-0884-7948-8a47-3a0346336055','espeak-ng',NULL,NULL,'vi',NULL,'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.',NULL,'projects/01a22d1d-0884-7948-8a47-3a0346336055/audio/01a22d1d-0dfd-7a6e-849f-e9d635f07a92.wav',91386,3,2854,16000,1,'wav',256039,'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db',NULL,'completed','2026-11-30T15:40:08.578744Z','2026-11-30T15:40:08.578744Z',NULL,'{"codecs":["pcm_s16le"],"detected":{"bitrate":"256039","channels":"1","durationMs":"2854","sampleRate":"16000"}}');
INSERT INTO audio_generations VALUES('01a22d1d-0e13-7d81-8fff-a6760282422a','studio','01a22d1d-0884-7948-8a47-3a0346336055','espeak-ng',NULL,NULL,'vi',NULL,'Mỗi đêm, ngọn hải đăng đưa thuyền về bến.',NULL,'projects/01a22d1d-0884-7948-8a47-3a0346336055/audio/01a22d1d-0dfd-7a6e-849f-e9d635f07a92.wav',91386,3,2854,16000,1,'wav',256039,'dee50f89db406ae814e932cfb90354f54a220af5c11e60977aa4b179fb8459db',NULL,'completed','2026-11-30T15:40:08.598670Z','2026-11-30T15:40:08.598670Z',NULL,'{"codecs":["pcm_s16le"],"detected":{"bitrate":"256039","channels":"1","durationMs":"2854","sampleRate":"16000"}}');
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
INSERT INTO veo3_video_generations VALUES('01a22d1d-08f3-7f28-a08f-9a27776a3d17','studio','01a22d1d-0884-7948-8a47-3a0346336055','scene-1',NULL,'The beam sweeps over the sea as night falls',NULL,'16:9','completed',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-30T15:40:07.296697Z','2026-11-30T15:40:08.559545Z','2026-11-30T15:40:07.296697Z','text-to-video',NULL,'01a22d1d-08dc-7dc6-9085-d35be59eed21','01a22d1d-08ec-7a76-9eda-aa09f8666699','sample',NULL,'6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1','projects/01a22d1d-0884-7948-8a47-3a0346336055/videos/01a22d1d-08f3-7f28-a08f-9a27776a3d17.mp4',44869,3000,640,360,'projects/01a22d1d-0884-7948-8a47-3a0346336055/videos/01a22d1d-08f3-7f28-a08f-9a27776a3d17.thumb.jpg',NULL,'{"codecs":["h264","aac"],"detected":{"durationMs":"3000","frameRate":"24/1","height":"360","width":"640"}}','24/1',NULL);
INSERT INTO veo3_video_generations VALUES('01a22d1d-0e16-7569-ac5e-4a0a97e044ed','studio','01a22d1d-0884-7948-8a47-3a0346336055','scene-2',NULL,'Boats return to the harbour, seen from above',NULL,'16:9','pending',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-30T15:40:08.598670Z','2026-11-30T15:40:08.598670Z',NULL,'text-to-video',NULL,'01a22d1d-0e11-73e9-aadf-8386a5f4c3bc','01a22d1d-0e13-7d81-8fff-a6760282422a','sample',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO veo3_video_generations VALUES('01a22d1d-0f2d-749b-8737-ee61cf97715b','studio','01a22d1d-0884-7948-8a47-3a0346336055','scene-3',NULL,'From the harbour back to the light',NULL,'16:9','completed',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-30T15:40:08.902673Z','2026-11-30T15:40:09.549400Z','2026-11-30T15:40:08.902673Z','text-to-video',NULL,NULL,NULL,'sample',NULL,'6e9ca07291b752f024c7be85ac2dc2c077a2bce11bb6bf3b37b698320786e4d1','projects/01a22d1d-0884-7948-8a47-3a0346336055/videos/01a22d1d-08f3-7f28-a08f-9a27776a3d17.mp4',44869,3000,640,360,'projects/01a22d1d-0884-7948-8a47-3a0346336055/videos/01a22d1d-08f3-7f28-a08f-9a27776a3d17.thumb.jpg',NULL,'{"codecs":["h264","aac"],"detected":{"durationMs":"3000","frameRate":"24/1","height":"360","width":"640"}}','24/1',NULL);
CREATE TABLE generation_inputs (
    generation_id       TEXT NOT NULL REFERENCES veo3_video_generations (id),
    role                TEXT NOT NULL,
    position            INTEGER NOT NULL,
    image_generation_id TEXT NOT NULL REFERENCES image_generations (id),
    PRIMARY KEY (generation_id, role, position)
);
INSERT INTO generation_inputs VALUES('01a22d1d-0f2d-749b-8737-ee61cf97715b','first_frame',0,'01a22d1d-0e11-73e9-aadf-8386a5f4c3bc');
INSERT INTO generation_inputs VALUES('01a22d1d-0f2d-749b-8737-ee61cf97715b','last_frame',0,'01a22d1d-08dc-7dc6-9085-d35be59eed21');
CREATE TABLE generation_audio_tracks (
    generation_id       TEXT NOT NULL REFERENCES veo3_video_generations (id),
    language            TEXT NOT NULL,
    audio_generation_id TEXT NOT NULL REFERENCES audio_generations (id),
    PRIMARY KEY (generation_id, language)
);
INSERT INTO generation_audio_tracks VALUES('01a22d1d-08f3-7f28-a08f-9a27776a3d17','vi','01a22d1d-0dfd-7a6e-849f-e9d635f07a92');
CREATE TABLE blob_tombstones (
    blob_key   TEXT NOT NULL PRIMARY KEY,
    profile_id TEXT NOT NULL,
    created_at TEXT NOT NULL
);
INSERT INTO blob_tombstones VALUES('projects/01a22d1d-0884-7948-8a47-3a0346336055/images/01a22d1d-6a10-7b11-9c3e-5d1f0a2b3c4d.png','studio','2026-11-30T15:40:33.397607Z');
CREATE TABLE reelstore_identity (
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    store_id TEXT NOT NULL,
    bound_at TEXT
, restored_at TEXT, newest_row_at TEXT);
INSERT INTO reelstore_identity VALUES(1,'2617d568-8705-47e7-91db-a79d2d1808a3','2026-11-30T15:40:07.255544Z',NULL,NULL);
CREATE TABLE reelstore_marks (
    profile_id TEXT NOT NULL,
    row_kind   TEXT NOT NULL,
    row_id     TEXT NOT NULL,
    problem    TEXT NOT NULL,
    subject    TEXT NOT NULL,
    marked_at  TEXT NOT NULL,
    PRIMARY KEY (profile_id, row_kind, row_id, problem, subject)
);
INSERT INTO reelstore_marks VALUES('studio','image','01a22d1d-84f2-795a-a9d9-38da43fb0804','missing','projects/01a22d1d-0884-7948-8a47-3a0346336055/images/01a22d1d-84f2-795a-a9d9-38da43fb0804.png','2026-11-30T15:41:05.596300Z');
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
INSERT INTO provider_jobs VALUES('01a22d1d-9dae-7465-a3ff-9e8ba7df2962','studio','01a22d1d-0884-7948-8a47-3a0346336055',NULL,'video','veo',NULL,NULL,'{"kind":"video","prompt":"A job","provider":"veo"}','1:d2dfeca5c19c3d5b05bbbe1ad772b47b4b84ee20d61c5b4a67964d09aa54ac9a',0,'planned',0,'',0,NULL,NULL,NULL,'1970-01-01T00:00:00.000000Z',NULL,0,NULL,NULL,NULL,NULL,'2026-11-30T15:40:45.308443Z',NULL,NULL,NULL,0,NULL,NULL,'2026-11-30T15:40:45.308443Z','2026-11-30T15:40:45.308443Z');
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
COMMIT;
