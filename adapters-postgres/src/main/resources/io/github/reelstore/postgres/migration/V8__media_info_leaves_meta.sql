-- jsonb has no text to keep, so its operators do what migration 8 does in Java for SQLite.
UPDATE video_projects SET media_info = meta -> 'reelstore', meta = nullif(meta - 'reelstore', '{}')
WHERE jsonb_typeof(meta -> 'reelstore') = 'object';
UPDATE image_generations SET media_info = meta -> 'reelstore', meta = nullif(meta - 'reelstore', '{}')
WHERE jsonb_typeof(meta -> 'reelstore') = 'object';
UPDATE audio_generations SET media_info = meta -> 'reelstore', meta = nullif(meta - 'reelstore', '{}')
WHERE jsonb_typeof(meta -> 'reelstore') = 'object';
UPDATE veo3_video_generations SET media_info = meta -> 'reelstore', meta = nullif(meta - 'reelstore', '{}')
WHERE jsonb_typeof(meta -> 'reelstore') = 'object';
