-- What a row does not have needs no place in an index: each of these columns is mostly empty, or empty in most tables.
DROP INDEX idx_vg_image_generation_id;
DROP INDEX idx_vg_audio_generation_id;
DROP INDEX idx_vg_content_hash;
DROP INDEX idx_vg_file_path;
DROP INDEX idx_vg_thumb_path;
DROP INDEX idx_image_thumb_path;
DROP INDEX idx_video_projects_video_path;
DROP INDEX idx_video_projects_thumb_path;
CREATE INDEX idx_vg_image ON veo3_video_generations (image_generation_id) WHERE image_generation_id IS NOT NULL;
CREATE INDEX idx_vg_audio ON veo3_video_generations (audio_generation_id) WHERE audio_generation_id IS NOT NULL;
CREATE INDEX idx_vg_hash ON veo3_video_generations (content_hash) WHERE content_hash IS NOT NULL;
CREATE INDEX idx_vg_file_key ON veo3_video_generations (file_path) WHERE file_path IS NOT NULL;
CREATE INDEX idx_vg_thumb_key ON veo3_video_generations (thumb_path) WHERE thumb_path IS NOT NULL;
CREATE INDEX idx_image_thumb_key ON image_generations (thumb_path) WHERE thumb_path IS NOT NULL;
CREATE INDEX idx_video_projects_video_key ON video_projects (video_path) WHERE video_path IS NOT NULL;
CREATE INDEX idx_video_projects_thumb_key ON video_projects (thumb_path) WHERE thumb_path IS NOT NULL;

-- Lists of one project and of one channel; and the tombstones in their order, many of which have one time.
DROP INDEX idx_image_project_id;
DROP INDEX idx_blob_tombstones_profile_created_at;
CREATE INDEX idx_image_project_created_at ON image_generations (project_id, created_at);
CREATE INDEX idx_video_projects_channel_created_at ON video_projects (channel_id, created_at) WHERE channel_id IS NOT NULL;
CREATE INDEX idx_blob_tombstones_order ON blob_tombstones (profile_id, created_at, blob_key);

-- Lists of one status of a profile. Status and profile are one expression, so that the index of the profile's rows in their order
-- cannot be taken for this one. Nearly all images and audio are completed, and lists of these find them as they walk.
CREATE INDEX idx_video_projects_status ON video_projects ((status || ' ' || profile_id), created_at, id);
CREATE INDEX idx_vg_status ON veo3_video_generations ((status || ' ' || profile_id), created_at, id);
CREATE INDEX idx_image_status ON image_generations ((status || ' ' || profile_id), created_at, id) WHERE status <> 'completed';
CREATE INDEX idx_audio_status ON audio_generations ((status || ' ' || profile_id), created_at, id) WHERE status <> 'completed';
