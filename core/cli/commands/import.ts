/** `omgd-studio import`: what a weights file holds, whether it fits, and its conversion to safetensors. */
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { byteText } from '../../files/byteText.ts';
import { costOf } from '../../networks/cost.ts';
import { convertWeights, examineWeights, type ExaminedPart } from '../../weights/import/importWeights.ts';
import { siblingsOf, type Sibling } from '../../weights/import/siblings.ts';
import { WeightsFileError } from '../../weights/weightsFileError.ts';
import { WEIGHTS_FORMATS, type WeightsFormat } from '../../weights/weightsSource.ts';
import { CliError } from '../cliError.ts';
import { EXIT } from '../exitCodes.ts';
import { formatCount } from '../format.ts';

interface ImportOptions {
  readonly out?: string;
  readonly json?: boolean;
}

export function mountImport(program: Command): void {
  program
    .command('import')
    .summary('recognise a weights file and convert it')
    .description(
      'Says which network the weights in a file are of (safetensors, PyTorch .pth or .pt, VGG16 of Keras) and, with --out, writes them as ' +
        'safetensors with the official names. Nothing in the file is run.',
    )
    .argument('<file>', 'weights file')
    .option('--out <file>', 'write the weights here as safetensors')
    .option('--json', 'print one JSON object')
    .action(importFile);
}

async function importFile(file: string, { out, json }: ImportOptions): Promise<void> {
  const path = resolve(file);
  const { format, parts } = await examined(path);
  const [best] = parts;
  const { size: bytes } = await stat(path);
  const siblings = best?.network?.kind === 'generator' ? await siblingsOf(path) : [];
  if (out !== undefined) {
    if (!best?.fits) throw new CliError(`${path} is not converted, since it fits no known network:\n${best?.verdict}`);
    await convertWeights(path, best.prefix, resolve(out));
  }
  const wrote = out === undefined ? [] : [`Wrote ${resolve(out)}.`];
  console.log(
    json === true
      ? JSON.stringify({ file: path, bytes, format, parts: parts.map(jsonOf), siblings, out })
      : [...describe(path, bytes, format, parts), ...siblingLines(siblings), ...wrote].join('\n'),
  );
  process.exitCode = best?.fits ? EXIT.ok : EXIT.usage;
}

async function examined(path: string) {
  try {
    return await examineWeights(path);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (missing) throw new CliError(`There is no file ${path}.`);
    throw error instanceof WeightsFileError ? new CliError(error.message) : error;
  }
}

function jsonOf({ prefix, fits, network, verdict, parameters, notes, difference }: ExaminedPart) {
  const known = network && network.kind !== 'vgg16' ? { kind: network.kind, ...network.choice } : network?.kind;
  return { prefix, fits, network: known, verdict, parameters, notes, difference };
}

function describe(path: string, bytes: number, format: WeightsFormat, parts: readonly ExaminedPart[]): string[] {
  const count = parts.length === 1 ? '' : `, ${parts.length} networks`;
  return [`${path}: ${WEIGHTS_FORMATS[format]}, ${byteText(bytes)}${count}`, ...parts.flatMap(partLines)];
}

function partLines({ prefix, fits, network, verdict, parameters, notes }: ExaminedPart): string[] {
  const label = prefix === '' ? '' : `"${prefix}": `;
  const heading = fits ? `${label}${verdict}, ${formatCount(parameters)} parameters` : `${label}${verdict}`;
  const usage = fits && network?.kind === 'generator' ? [costLine(network), ...usageLines(network.choice)] : [];
  return [heading, ...notes.map((note) => `  ${note}`), ...usage];
}

type Generator = Extract<ExaminedPart['network'], { kind: 'generator' }>;

function costLine({ network }: Generator): string {
  const { macsPaper } = costOf(network, { height: 256, width: 256 });
  return `  ${formatCount(macsPaper)} MACs (paper's count) for a picture of 256×256.`;
}

function usageLines({ architecture, ngf }: Generator['choice']): string[] {
  return [
    `  As a teacher: {"architecture": "${architecture}", "ngf": ${ngf}, "start": {"kind": "weights", "file": "…"}}`,
  ];
}

function siblingLines(siblings: readonly Sibling[]): string[] {
  const lines = siblings.map(({ file, setting }) =>
    setting === undefined
      ? `  ${basename(file)}: not used, since the discriminator of paired training starts from scratch`
      : `  ${basename(file)}: --set '${setting}.start={"kind":"weights","file":${JSON.stringify(file)}}'`,
  );
  return lines.length === 0 ? [] : ['Beside it are the other networks of this model:', ...lines];
}
