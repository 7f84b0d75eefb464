/** What a node says about itself: one line of what it is set to, and the number that matters. */
import {
  datasetAddress,
  hasTeachers,
  isUnpaired,
  METRIC_INFO,
  timelineOf,
  type CostRow,
  type GeneratorSettings,
  type Interval,
  type PipelineDocument,
} from '../../core/pipeline/index.ts';
import { formatBytes, formatCount, formatGiga } from '../format/numbers.ts';
import { ARCHITECTURE_NAMES } from './architectureNames.ts';
import { choiceLabel } from './choiceLabels.ts';
import type { NodeKind } from './nodes.ts';
import type { Sketch } from './sketch.ts';
import { PHOTO_TASK_NAMES } from '../datasets/words.ts';
import { lastPart } from '../format/fileName.ts';

export interface Summary {
  readonly text: string;
  readonly number: string;
}

/** What is known besides the document; what is not known yet is left out of the summary. */
export interface SummaryFacts {
  readonly trainingPairs: number | undefined;
  readonly costs: readonly CostRow[];
  readonly macConvention: 'paper' | 'exact';
}

export function summaryOf(sketch: Sketch, kind: NodeKind, facts: SummaryFacts): Summary {
  const { document } = sketch;
  switch (kind) {
    case 'dataset':
      return { text: datasetText(document.dataset), number: facts.trainingPairs === undefined ? '' : `${formatCount(facts.trainingPairs)} pairs` }; // prettier-ignore
    case 'prepare':
      return prepareSummary(document);
    case 'student':
      return generatorSummary(document.student, kind, facts);
    case 'wider':
      if (isUnpaired(document.method)) return cycleSummary(sketch, facts);
      return generatorSummary(document.teachers[kind] ?? sketch.parked[kind], kind, facts);
    case 'deeper':
      return generatorSummary(document.teachers[kind] ?? sketch.parked[kind], kind, facts);
    case 'losses':
      return lossesSummary(document);
    case 'training':
      return trainingSummary(document, facts.trainingPairs);
    case 'evaluation':
      return {
        text: `${everyText(document.evaluation.interval)}, ${document.evaluation.samples} pairs`,
        number: document.evaluation.metrics.map((metric) => METRIC_INFO[metric]!.name).join(' · '),
      };
    case 'export':
      return { text: exportText(document.export), number: studentSize(facts) };
  }
}

function exportText({ targets, precisions }: PipelineDocument['export']): string {
  if (targets.length === 0) return 'When the run has finished';
  return `${targets.map(choiceLabel).join(', ')} at the end: ${precisions.join(', ')}`;
}

/** The name of a folder, or of the archive at a web address. */
function placeName(folder: string): string {
  return datasetAddress(folder)?.name ?? lastPart(folder);
}

function datasetText(dataset: PipelineDocument['dataset']): string {
  switch (dataset.kind) {
    case 'emoji':
      return 'Built-in: edges → emoji';
    case 'photos':
      return `${placeName(dataset.folder)}: ${PHOTO_TASK_NAMES[dataset.task]}`;
    case 'emojiStyles':
      return `Built-in: ${dataset.direction === 'AtoB' ? 'OpenMoji → Noto' : 'Noto → OpenMoji'}`;
    case 'twoFolders':
    case 'unpairedTwoFolders':
      return `${placeName(dataset.folderA)} + ${placeName(dataset.folderB)}`;
    default:
      return placeName(dataset.folder);
  }
}

function prepareSummary({ preprocess: { loadSize, cropSize, flip } }: PipelineDocument): Summary {
  return {
    text: `${loadSize} px, cut to ${cropSize}${flip ? ', mirrored' : ''}`,
    number: `${cropSize} × ${cropSize} px`,
  };
}

function generatorSummary(settings: GeneratorSettings | undefined, kind: NodeKind, facts: SummaryFacts): Summary {
  if (!settings) return { text: '', number: '' };
  const cost = facts.costs.find(({ role }) => role === kind)?.cost;
  const macs = facts.macConvention === 'paper' ? cost?.macsPaper : cost?.macsExact;
  return {
    text: `${ARCHITECTURE_NAMES[settings.architecture]}, width ${settings.ngf}`,
    number: macs === undefined ? 'not connected' : `${formatGiga(macs)}MACs`,
  };
}

/** The teacher of unpaired training is two generators of this kind. */
function cycleSummary({ document, parked }: Sketch, facts: SummaryFacts): Summary {
  const { text, number } = generatorSummary(document.teachers.wider ?? parked.wider, 'wider', facts);
  return { text: text === '' ? '' : `CycleGAN: ${text}`, number };
}

function lossesSummary({ losses, discriminator, method }: PipelineDocument): Summary {
  const { ganWeight, reconWeight, ssimWeight, styleWeight, featureWeight, channelWeight } = losses;
  if (method === 'cyclegan') {
    const { cycleWeightA, cycleWeightB, identityWeight } = losses;
    return {
      text: `${discriminator.ganMode}, cycle, identity`,
      number: weightsText([cycleWeightA, cycleWeightB, identityWeight]),
    };
  }
  if (!hasTeachers(method)) {
    return { text: `${discriminator.ganMode}, ${losses.reconType}`, number: weightsText([ganWeight, reconWeight]) };
  }
  return {
    text: 'SSIM, style, features, channels',
    number: weightsText([ssimWeight, styleWeight, featureWeight, channelWeight]),
  };
}

function trainingSummary(document: PipelineDocument, pairs: number | undefined): Summary {
  const { training, preprocess } = document;
  const { flat, decay, unit } = training.schedule;
  const text = `${formatCount(flat)} + ${formatCount(decay)} ${unit}, batch ${training.batchSize}`;
  if (unit === 'steps') return { text, number: `${formatCount(timelineOf(document, 1).totalSteps)} steps` };
  if (pairs === undefined) return { text, number: `${flat + decay} epochs` };
  const used = Math.min(pairs, preprocess.maximumPairs ?? Infinity);
  const { totalSteps } = timelineOf(document, Math.max(1, Math.floor(used / training.batchSize)));
  return { text, number: `${formatCount(totalSteps)} steps` };
}

function studentSize({ costs }: SummaryFacts): string {
  const student = costs.find(({ role }) => role === 'student');
  return student ? formatBytes(student.cost.bytesFloat32) : '';
}

function everyText({ every, unit }: Interval): string {
  return every === 1 ? `Every ${unit === 'epochs' ? 'epoch' : 'step'}` : `Every ${every} ${unit}`;
}

function weightsText(weights: readonly number[]): string {
  return `λ ${weights.map(shortNumber).join(' · ')}`;
}

function shortNumber(value: number): string {
  return value >= 1e4 ? value.toExponential(0).replace('e+', 'e') : String(value);
}
