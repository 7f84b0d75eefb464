/** Schema version 4: clusters that people have added, and the jobs that runs have had there. docs/storage.md explains the columns. */
export const COMPUTE_TARGETS = `
CREATE TABLE compute_targets (
  name TEXT PRIMARY KEY,
  settings TEXT NOT NULL,
  added_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE remote_jobs (
  id TEXT PRIMARY KEY,
  run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  target TEXT NOT NULL,
  node TEXT,
  segments INTEGER NOT NULL DEFAULT 0,
  submitted_ms INTEGER NOT NULL,
  first_word_ms INTEGER,
  ended_ms INTEGER,
  outcome TEXT
) STRICT;
CREATE INDEX remote_jobs_of_run ON remote_jobs (run_key, submitted_ms);
`;
