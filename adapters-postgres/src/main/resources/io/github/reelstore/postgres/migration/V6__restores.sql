-- That the database was put back from a backup: when, and when the newest row of the backup was made. Files stored between the two
-- have no rows, whatever is stored later.
ALTER TABLE reelstore_identity ADD COLUMN restored_at timestamptz;
ALTER TABLE reelstore_identity ADD COLUMN newest_row_at timestamptz;
