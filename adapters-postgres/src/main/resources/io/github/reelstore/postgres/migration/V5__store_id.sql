-- Each database has its id from the beginning, so that a copy from before its first file has it too. A random UUID (version 4).
INSERT INTO reelstore_identity (id, store_id)
SELECT 1, gen_random_uuid()::text
WHERE NOT EXISTS (SELECT 1 FROM reelstore_identity);
