/**
 * Schema version 5: an evaluation is known by everything that defines it, not by step, network and metric alone, so that
 * one on other pictures, with another seed or by another version of the studio stands beside the former one.
 */
export const EVALUATION_DEFINITIONS = `
CREATE TABLE defined_evaluations (
  key INTEGER PRIMARY KEY,
  run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  step INTEGER NOT NULL,
  role TEXT NOT NULL,
  metric TEXT NOT NULL,
  extractor TEXT NOT NULL DEFAULT '',
  epoch INTEGER NOT NULL,
  value REAL,
  samples INTEGER NOT NULL,
  details TEXT
) STRICT;
INSERT INTO defined_evaluations (run_key, step, role, metric, extractor, epoch, value, samples, details)
  SELECT run_key, step, role, metric, extractor, epoch, value, samples, details FROM evaluations
  ORDER BY run_key, step, role, metric, extractor;
DROP TABLE evaluations;
ALTER TABLE defined_evaluations RENAME TO evaluations;

CREATE UNIQUE INDEX evaluation_by_definition ON evaluations (
  run_key, step, role, metric, extractor, samples,
  coalesce(details ->> '$.source', ''),
  coalesce(details ->> '$.split', ''),
  coalesce(details ->> '$.realSamples', ''),
  coalesce(details ->> '$.seed', ''),
  coalesce(details ->> '$.weights', ''),
  coalesce(details ->> '$.version', '')
);
`;
