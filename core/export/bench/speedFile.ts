/** The speeds that were measured for a run on this machine: a file in the run's folder, which no bundle takes along. */
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { atomicWrite } from '../../files/atomicWrite.ts';
import { speedCondition, SpeedRecordSchema, type SpeedRecord } from '../../protocol/speedRecords.ts';
import { runDirectory } from '../../store/index.ts';

const FileSchema = z.strictObject({ version: z.literal(1), speeds: z.array(SpeedRecordSchema) });

/** Empty where nothing was measured, or by another version of the studio. */
export async function readSpeeds(dataDirectory: string, runId: string): Promise<SpeedRecord[]> {
  const text = await readFile(speedFile(dataDirectory, runId), 'utf8').catch(() => undefined);
  if (text === undefined) return [];
  try {
    return FileSchema.parse(JSON.parse(text)).speeds;
  } catch {
    return [];
  }
}

/** A newer measurement of the same network under the same condition takes the place of the older one. */
export async function addSpeeds(
  dataDirectory: string,
  runId: string,
  fresh: readonly SpeedRecord[],
): Promise<SpeedRecord[]> {
  const keyOf = (record: SpeedRecord): string => `${record.role} ${speedCondition(record)}`;
  const known = await readSpeeds(dataDirectory, runId);
  const speeds = [...new Map([...known, ...fresh].map((record) => [keyOf(record), record])).values()];
  const path = speedFile(dataDirectory, runId);
  await mkdir(dirname(path), { recursive: true });
  await atomicWrite(path, JSON.stringify({ version: 1, speeds } satisfies z.input<typeof FileSchema>));
  return speeds;
}

function speedFile(dataDirectory: string, runId: string): string {
  return join(runDirectory(dataDirectory, runId), 'speed.json');
}
