-- Each database has its id from the beginning, so that a copy from before its first file has it too. A random UUID (version 4).
INSERT INTO reelstore_identity (id, store_id)
SELECT 1, lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-'
    || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))
WHERE NOT EXISTS (SELECT 1 FROM reelstore_identity);
