/** `README.md` beside an exported model: what it is, what it learned from, how good it is, how to load it. */
import { roundingText } from '../limitText.ts';
import type { ExportReport } from '../report.ts';
import { metricLines, trainingLines } from './history.ts';
import { snippetsFor, type Snippet } from './snippets.ts';

export const CARD_FILE = 'README.md';

export function modelCard(report: ExportReport): string {
  const { origin, settings } = report;
  const facts = { settings, inputChannels: origin.inputChannels, sizePixels: origin.trainedPixels };
  return [
    `# ${origin.run.name}: ${origin.role}`,
    `An image-to-image generator (\`${origin.architecture}\`, ngf ${origin.ngf}), made with OMGD Studio.`,
    section('Input and output', inputLines(report)),
    section('How to load it', [snippetsFor(facts).map(snippetText).join('\n\n')]),
    section('Data and licence', dataLines(report)),
    section('Training', trainingLines(origin)),
    section('Quality', qualityLines(report)),
    section('Cost', costLines(report)),
    section('Files', report.files.map(({ name, bytes, sha256 }) => `- \`${name}\`: ${bytes} bytes, sha256 \`${sha256}\``)), // prettier-ignore
  ].join('\n\n');
}

function section(title: string, lines: readonly string[]): string {
  return `## ${title}\n\n${lines.join('\n')}`;
}

function snippetText({ language, needs, code }: Snippet): string {
  return `${language === 'js' ? 'JavaScript' : 'Python'} (${needs}):\n\n\`\`\`${language}\n${code}\n\`\`\``;
}

function inputLines(report: ExportReport): string[] {
  const { settings, origin } = report;
  const { range, layout } = settings.convention;
  return [
    `- Float32, ${layout}, ${origin.inputChannels} → ${origin.outputChannels} channels (3: RGB), black to white is ${range}.`,
    settings.target === 'tflite'
      ? `- One picture of ${origin.trainedPixels}×${origin.trainedPixels}.`
      : `- Any number of pictures; height and width multiples of ${origin.sizeMultiple}. Trained on ${origin.trainedPixels}×${origin.trainedPixels}.`,
    ...(origin.dataset.inputs === undefined
      ? []
      : [`- Made for inputs like those of its training: ${origin.dataset.inputs}.`]),
    precisionLine(report),
  ];
}

function precisionLine({ settings, calibration }: ExportReport): string {
  if (!calibration) return `- Weights stored as ${settings.precision}, computed in float32.`;
  const { pictures, integerLayers, floatLayers } = calibration;
  return (
    `- ${integerLayers} convolutions computed in int8 (QDQ; ranges from ${pictures} training pictures, ${settings.calibration}), ` +
    `${floatLayers} and all norms in float32.`
  );
}

function dataLines({ origin: { dataset, direction } }: ExportReport): string[] {
  const way = direction && (direction === 'AtoB' ? ', from its A to its B' : ', from its B to its A');
  const trained = `Trained on ${dataset.name}${way ?? ''}.`;
  if (!dataset.license) return [`${trained} Its licence is not known to the studio: ask its owner.`];
  const { name, url, attribution } = dataset.license;
  return [`${trained} ${attribution}`, '', `Licence of the data: ${url ? `[${name}](${url})` : name}.`];
}

function qualityLines({ origin, verification }: ExportReport): string[] {
  const { maximumError, meanError, psnrDb, ssim, runtime, pictures, inputs, limit } = verification;
  const what = inputs === 'held-out' ? 'held-out pictures' : 'pictures of noise';
  const psnr = psnrDb === null ? 'no difference at all' : `PSNR ${psnrDb.toFixed(1)} dB`;
  const needed =
    limit.measure === 'ssim'
      ? `SSIM at least ${limit.atLeast}`
      : `largest error at most ${limit.atMost.toExponential(2)}${roundingText(limit)}`;
  return [
    ...metricLines(origin),
    `- This file against the engine that trained it, ${pictures} ${what}, by ${runtime}: largest error ` +
      `${maximumError.toExponential(2)}, mean ${meanError.toExponential(2)} on a scale of −1…1, ${psnr}, SSIM ` +
      `${ssim?.toFixed(5) ?? 'not measured'} (needed: ${needed}).`,
  ];
}

function costLines({ origin: { cost, trainedPixels }, latency, verification }: ExportReport): string[] {
  const lines = [
    `${count(cost.parameters)} parameters. One picture of ${trainedPixels}×${trainedPixels} takes ${count(cost.macsExact)} ` +
      `multiply-accumulates (MACs), ${count(cost.macsPaper)} as published tables count them.`,
  ];
  if (!latency) return lines;
  const { medianMs, p95Ms, runs } = latency;
  const time = `median ${medianMs.toFixed(1)} ms, 95th percentile ${p95Ms.toFixed(1)} ms of ${runs} runs`;
  return [...lines, '', `On the machine that exported it, by ${verification.runtime}: ${time}.`];
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
