-- What the bytes of a file say of it and has no column of its own (codecs, what the caller claimed, warnings) is in meta.
ALTER TABLE audio_generations ADD COLUMN meta jsonb;
ALTER TABLE veo3_video_generations ADD COLUMN thumb_path text COLLATE "C";
ALTER TABLE veo3_video_generations ADD COLUMN meta jsonb;

CREATE INDEX idx_vg_thumb_path ON veo3_video_generations (thumb_path);
