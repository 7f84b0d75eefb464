/** Schema version 2: sweeps, and which runs belong to them. docs/storage.md explains the columns. */
export const SWEEPS = `
CREATE TABLE sweeps (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  document TEXT NOT NULL,
  document_directory TEXT NOT NULL,
  target TEXT NOT NULL,
  wish TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  owner_pid INTEGER,
  owner_started TEXT,
  owner_host TEXT,
  heartbeat_ms INTEGER
) STRICT;

CREATE TABLE sweep_runs (
  run_key INTEGER PRIMARY KEY REFERENCES runs (key) ON DELETE CASCADE,
  sweep_key INTEGER NOT NULL REFERENCES sweeps (key) ON DELETE CASCADE,
  candidate INTEGER NOT NULL,
  label TEXT NOT NULL,
  macs REAL NOT NULL,
  parameters INTEGER NOT NULL,
  left_out INTEGER NOT NULL DEFAULT 0,
  given_up_step INTEGER
) STRICT;
CREATE INDEX runs_of_sweep ON sweep_runs (sweep_key, candidate);
`;
