/** How closely an exported model matches the engine, and how fast it is, for people. */
import type { Latency } from '../../export/latency.ts';
import { roundingText } from '../../export/limitText.ts';
import type { Verification } from '../../export/report.ts';
import { formatValue } from '../format.ts';

export function verificationLines(verification: Verification): string[] {
  const { maximumError, meanError, psnrDb, ssim, limit, pictures, inputs, runtime } = verification;
  const what = inputs === 'held-out' ? 'held-out pictures' : 'pictures of noise (the dataset is not there)';
  const psnr = psnrDb === null ? 'no difference at all' : `PSNR ${formatValue(psnrDb)} dB`;
  const [mostError, leastSsim] =
    limit.measure === 'ssim'
      ? ['', ` (at least ${limit.atLeast})`]
      : [` (allowed: ${formatValue(limit.atMost)}${roundingText(limit)})`, ''];
  return [
    `Compared with the engine on ${String(pictures)} ${what}, by ${runtime}:`,
    `largest error ${formatValue(maximumError)}${mostError}, mean (L1) ${formatValue(meanError)}, ${psnr}, SSIM ${ssim?.toFixed(5) ?? 'not measured'}${leastSsim}.`,
  ];
}

export function latencyLines(latency: Latency | null): string[] {
  if (!latency) return [];
  const { medianMs, p95Ms, runs, sizePixels } = latency;
  const size = `${String(sizePixels.width)}×${String(sizePixels.height)}`;
  return [
    `One picture of ${size} there: median ${medianMs.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms of ${String(runs)} runs.`,
  ];
}
