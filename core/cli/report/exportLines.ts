/** How closely an exported model matches the engine, for people. */
import type { Verification } from '../../export/report.ts';
import { formatValue } from '../format.ts';

export function verificationLines(verification: Verification): string[] {
  const { maximumError, meanError, psnrDb, tolerance, pictures, inputs, runtime } = verification;
  const what = inputs === 'held-out' ? 'held-out pictures' : 'pictures of noise (the dataset is not there)';
  const psnr = psnrDb === null ? 'no difference at all' : `PSNR ${formatValue(psnrDb)} dB`;
  return [
    `Compared with the engine on ${String(pictures)} ${what}, by ${runtime}:`,
    `largest error ${formatValue(maximumError)} (allowed: ${formatValue(tolerance)}), mean ${formatValue(meanError)}, ${psnr}.`,
  ];
}
