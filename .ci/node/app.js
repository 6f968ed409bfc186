// Stands for the desktop app, whose database Reelstore adopts: the app's tables and statements, on better-sqlite3 as in the app.
//   app.js create FILE              creates the database
//   app.js write FILE SECONDS       writes every 20 ms, checks at the end that its rows are as it wrote them, and prints how it went
//   app.js compare FILE REELSTORE   checks the file and compares its rows with what Reelstore lists
'use strict';
const Database = require('better-sqlite3');
const { execFileSync } = require('child_process');

const PROFILE = 'profile_1700000000000_a1b2c3';
const PROJECT = '0193a1c2-7d4e-4f00-8a11-2b3c4d5e6f70';

// As the app connects. It waits at most a second for a lock.
function open(file) {
  const app = new Database(file, { timeout: 1000 });
  app.pragma('journal_mode = WAL');
  app.pragma('foreign_keys = ON');
  return app;
}

function now() {
  return new Date().toISOString();
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

function create(file) {
  const app = open(file);
  app.exec(`
    CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL);
    CREATE TABLE profiles (id TEXT PRIMARY KEY, name TEXT NOT NULL, browser_path TEXT, user_data_dir TEXT NOT NULL, user_agent TEXT,
      proxy_server TEXT, proxy_username TEXT, proxy_password TEXT, credit_remaining REAL DEFAULT 0, tags TEXT,
      created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
    CREATE TABLE veo3_projects (id TEXT PRIMARY KEY, project_id TEXT NOT NULL UNIQUE, profile_id TEXT NOT NULL, name TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('draft', 'processing', 'completed', 'failed')), scenes TEXT NOT NULL, json_prompt TEXT,
      created_at TEXT NOT NULL, updated_at TEXT NOT NULL, FOREIGN KEY (profile_id) REFERENCES profiles(id) ON DELETE CASCADE);
    CREATE TABLE veo3_video_generations (id TEXT PRIMARY KEY, profile_id TEXT NOT NULL, project_id TEXT NOT NULL, scene_id TEXT,
      operation_name TEXT, prompt TEXT, seed INTEGER, aspect_ratio TEXT, status TEXT, media_generation_id TEXT, fife_url TEXT,
      serving_base_uri TEXT, video_url TEXT, video_path TEXT, error_message TEXT, raw_response TEXT, created_at TEXT, updated_at TEXT,
      completed_at TEXT, FOREIGN KEY (profile_id) REFERENCES profiles(id) ON DELETE CASCADE);
    ALTER TABLE veo3_video_generations ADD COLUMN generation_type TEXT DEFAULT 'text-to-video';
    ALTER TABLE veo3_video_generations ADD COLUMN image_references TEXT;
    CREATE INDEX idx_veo3_generations_profile_id ON veo3_video_generations (profile_id);
    CREATE INDEX idx_veo3_generations_project_id ON veo3_video_generations (project_id);
    CREATE INDEX idx_veo3_generations_status ON veo3_video_generations (status);
    CREATE INDEX idx_veo3_generations_scene_id ON veo3_video_generations (scene_id);
    CREATE INDEX idx_veo3_video_generations_type ON veo3_video_generations (generation_type)`);
  app.prepare('INSERT INTO schema_migrations VALUES (35, ?)').run(now());
  app.prepare('INSERT INTO profiles (id, name, user_data_dir, created_at, updated_at) VALUES (?, ?, ?, ?, ?)')
    .run(PROFILE, 'Hồ sơ', '/profiles/a', now(), now());
  app.prepare("INSERT INTO veo3_projects VALUES ('veo3_1', ?, ?, 'Dự án', 'draft', '[]', NULL, ?, ?)")
    .run(PROJECT, PROFILE, now(), now());
  statements(app).insert(0);
  app.close();
}

function statements(app) {
  const insert = app.prepare(`INSERT INTO veo3_video_generations (id, profile_id, project_id, scene_id, operation_name, prompt, seed,
    aspect_ratio, status, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'VIDEO_ASPECT_RATIO_LANDSCAPE', 'pending', ?, ?)`);
  const complete = app.prepare(`UPDATE veo3_video_generations SET status = 'completed', video_url = ?, video_path = ?, raw_response = ?,
    error_message = NULL, completed_at = ?, updated_at = ? WHERE id = ?`);
  const pending = app.prepare("SELECT id FROM veo3_video_generations WHERE status = 'pending' ORDER BY created_at");
  const ofProfile = app.prepare('SELECT * FROM veo3_video_generations WHERE profile_id = ? ORDER BY created_at DESC LIMIT 50');
  const id = n => n.toString(16).padStart(32, '0');
  return {
    insert: n => insert.run(id(n), PROFILE, PROJECT, `scene ${n}`, `operations/${n}`, `Cảnh mới số ${n}`, n, now(), now()),
    complete: n => complete.run(`https://media.example/${n}`, `D:\\Phim\\${n}.mp4`, JSON.stringify({ done: n }), now(), now(), id(n)),
    list: () => [pending.all(), ofProfile.all(PROFILE)],
    id,
  };
}

async function write(file, seconds) {
  const app = open(file);
  const { insert, complete, list, id } = statements(app);
  const end = Date.now() + seconds * 1000;
  let longest = 0;
  let writes = 0;
  let n = 0;
  // An error ends the program: the app has no second try.
  for (let turn = 0; Date.now() < end; turn++) {
    const began = Date.now();
    if (turn % 2 === 0) {
      insert(++n);
    } else {
      const updated = complete(n).changes;
      if (updated !== 1) fail(`The video ${n} was not there when the app completed it.`);
    }
    writes++;
    longest = Math.max(longest, Date.now() - began);
    if (turn % 50 === 0) list();
    await new Promise(resolve => setTimeout(resolve, Math.max(0, 20 - (Date.now() - began))));
  }
  for (let i = 1; i <= n; i++) {
    const row = app.prepare('SELECT prompt, seed, status, raw_response FROM veo3_video_generations WHERE id = ?').get(id(i));
    const whole = row && row.prompt === `Cảnh mới số ${i}` && row.seed === i
      && (i === n || (row.status === 'completed' && row.raw_response === JSON.stringify({ done: i })));
    if (!whole) fail(`The app's video ${i} is ${JSON.stringify(row)}.`);
  }
  console.log(`${process.version}, better-sqlite3 ${require('better-sqlite3/package.json').version}, SQLite `
    + `${app.prepare('SELECT sqlite_version()').pluck().get()}: ${writes} writes, none failed, the longest took ${longest} ms`);
  app.close();
}

// All rows that Reelstore lists.
function listed(launcher, kind) {
  const rows = [];
  let cursor = null;
  do {
    const page = JSON.parse(execFileSync(launcher,
      ['--json', kind, 'list', '--limit', '1000', ...(cursor ? ['--after', cursor] : [])], { encoding: 'utf8' }));
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function compare(file, launcher) {
  const app = open(file);
  for (const check of ['integrity_check', 'foreign_key_check']) {
    const found = app.pragma(check);
    if (found.some(row => row.integrity_check !== 'ok')) fail(`${check}: ${JSON.stringify(found)}`);
  }
  const same = (what, own, others) => {
    if (own.length < 2) fail(`There are only ${own.length} ${what}.`);
    for (let i = 0; i < Math.max(own.length, others.length); i++) {
      const [a, b] = [own[i], others[i]].map(row => JSON.stringify(row));
      if (a !== b) fail(`Of the ${what}, the app reads ${a} where Reelstore lists ${b}.`);
    }
    console.log(`  ok: both read the same ${own.length} ${what}`);
  };
  same('videos', app.prepare('SELECT id, status, prompt, seed FROM veo3_video_generations ORDER BY id').raw().all(),
    listed(launcher, 'video').map(row => [row.id, row.status ?? null, row.prompt ?? null, row.seed ?? null]));
  same('images', app.prepare('SELECT id, file_path, content_hash FROM image_generations ORDER BY id').raw().all(),
    listed(launcher, 'image').map(row => [row.id, row.filePath, row.contentHash]));
  app.close();
}

const [, , command, file, argument] = process.argv;
switch (command) {
  case 'create':
    create(file);
    break;
  case 'write':
    write(file, Number(argument)).catch(e => fail(`The app failed: ${e.code} ${e.message}`));
    break;
  case 'compare':
    compare(file, argument);
    break;
  default:
    fail(`unknown command ${command}`);
}
