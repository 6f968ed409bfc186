-- Who may write. A database that is an unfinished copy says of what; one that was moved says where to. Both refuse writes.
ALTER TABLE reelstore_identity ADD COLUMN copy_of text;
ALTER TABLE reelstore_identity ADD COLUMN moved_to text;
