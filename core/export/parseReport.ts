/** Reads reports of every version that was ever written, so that old exports stay on the list. */
import { isRecord } from '../pipeline/path.ts';
import { exportReportSchema, REPORT_VERSION, type ExportReport } from './report.ts';

/** @param value parsed JSON; undefined if it is no report, or one of a newer version */
export function parseReport(value: unknown): ExportReport | undefined {
  const parsed = exportReportSchema.safeParse(isRecord(value) && value['version'] === 1 ? fromVersion1(value) : value);
  return parsed.success ? parsed.data : undefined;
}

/**
 * Version 1 was written in two forms: at first without SSIM and latency, and with a `tolerance` where there is a `limit`
 * now; later as version 2 has it, which adds what unpaired runs have to tell.
 */
function fromVersion1(report: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { verification } = report;
  if (!isRecord(verification)) return { ...report };
  const { tolerance, ...found } = verification;
  const limit = found['limit'] ?? { measure: 'maximumError', atMost: tolerance };
  return { latency: null, ...report, version: REPORT_VERSION, verification: { ssim: null, ...found, limit } };
}
