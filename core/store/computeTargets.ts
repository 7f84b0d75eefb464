/** Clusters that a person has added. Tokens are not here: a target only says where its token is kept. */
import { z } from 'zod';
import { RayTargetSchema, type RayTarget } from '../protocol/index.ts';
import type { Connection } from './connection.ts';
import { jsonColumn } from './jsonColumn.ts';

export interface TargetReader {
  /** By name. */
  listTargets(): RayTarget[];
}

export interface TargetWriter {
  /** Adds a target, or changes the one of this name. */
  saveTarget(target: RayTarget): void;
  /** False if there was none of this name. Runs that are on it go on, and can still be followed. */
  removeTarget(name: string): boolean;
}

const RowSchema = z.object({ settings: jsonColumn(RayTargetSchema) });

export function createTargetReader(connection: Connection): TargetReader {
  const sql = 'SELECT settings FROM compute_targets ORDER BY name';
  return { listTargets: () => connection.all(RowSchema, sql).map(({ settings }) => settings) };
}

export function createTargetWriter(connection: Connection): TargetWriter {
  return {
    saveTarget: (target) => {
      const sql = `INSERT INTO compute_targets (name, settings, added_ms) VALUES (@name, @settings, @nowMs)
        ON CONFLICT (name) DO UPDATE SET settings = @settings`;
      connection.run(sql, { name: target.name, settings: JSON.stringify(target), nowMs: Date.now() });
    },
    removeTarget: (name) => connection.run('DELETE FROM compute_targets WHERE name = @name', { name }) > 0,
  };
}
