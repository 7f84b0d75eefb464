/** Schema version 1: runs and everything that belongs to them, datasets. docs/storage.md explains the columns. */
export const INITIAL = `
CREATE TABLE runs (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  document TEXT NOT NULL,
  document_directory TEXT NOT NULL,
  seed INTEGER NOT NULL,
  versions TEXT NOT NULL DEFAULT '{}',
  device TEXT,
  created_ms INTEGER NOT NULL,
  started_ms INTEGER,
  ended_ms INTEGER,
  end_code TEXT,
  end_message TEXT,
  owner_pid INTEGER,
  owner_started TEXT,
  owner_host TEXT,
  heartbeat_ms INTEGER,
  step INTEGER NOT NULL DEFAULT 0,
  total_steps INTEGER,
  epoch INTEGER NOT NULL DEFAULT 0,
  trained_ms REAL NOT NULL DEFAULT 0,
  notes TEXT NOT NULL DEFAULT '',
  tags TEXT NOT NULL DEFAULT '[]',
  deleted_ms INTEGER
) STRICT;

CREATE TABLE metrics (
  run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  name TEXT NOT NULL,
  step INTEGER NOT NULL,
  value REAL,
  PRIMARY KEY (run_key, name, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE step_times (
  run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  step INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  trained_ms REAL NOT NULL,
  PRIMARY KEY (run_key, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE previews (
  run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  step INTEGER NOT NULL,
  sample_id TEXT NOT NULL,
  role TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  width_pixels INTEGER NOT NULL,
  height_pixels INTEGER NOT NULL,
  png BLOB NOT NULL,
  PRIMARY KEY (run_key, step, sample_id, role)
) STRICT;

CREATE TABLE checkpoints (
  run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  path TEXT NOT NULL,
  step INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY (run_key, path)
) STRICT;

CREATE TABLE evaluations (
  run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  step INTEGER NOT NULL,
  role TEXT NOT NULL,
  metric TEXT NOT NULL,
  extractor TEXT NOT NULL DEFAULT '',
  epoch INTEGER NOT NULL,
  value REAL,
  samples INTEGER NOT NULL,
  PRIMARY KEY (run_key, step, role, metric, extractor)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  id TEXT PRIMARY KEY,
  run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  level TEXT NOT NULL,
  code TEXT,
  step INTEGER,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX events_of_run ON events (run_key, at_ms);

CREATE TABLE exports (
  id TEXT PRIMARY KEY,
  run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  checkpoint_path TEXT NOT NULL,
  target TEXT NOT NULL,
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  report TEXT NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX exports_of_run ON exports (run_key, created_ms);

CREATE TABLE datasets (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  settings TEXT NOT NULL,
  summary TEXT NOT NULL,
  added_ms INTEGER NOT NULL
) STRICT;
`;
