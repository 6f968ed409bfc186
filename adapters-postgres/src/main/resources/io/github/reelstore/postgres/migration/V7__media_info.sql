-- What the store knows about a row's file and has no column of its own for: a JSON object. Until now it was the member "reelstore" of
-- meta; migration 8 moves it, and meta is the caller's alone.
ALTER TABLE video_projects ADD COLUMN media_info jsonb;
ALTER TABLE image_generations ADD COLUMN media_info jsonb;
ALTER TABLE audio_generations ADD COLUMN media_info jsonb;
ALTER TABLE veo3_video_generations ADD COLUMN media_info jsonb;
