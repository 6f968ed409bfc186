-- The frames per second of a video, as a reduced fraction: 24000/1001.
ALTER TABLE veo3_video_generations ADD COLUMN frame_rate TEXT;
