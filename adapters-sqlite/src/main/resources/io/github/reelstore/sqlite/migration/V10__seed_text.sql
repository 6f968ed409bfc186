-- A seed that the signed 64 bits of the column seed cannot hold, in decimal digits; seed is NULL then.
ALTER TABLE veo3_video_generations ADD COLUMN seed_text TEXT;
