/** What the tests of whole exports ask for. */
import type { ExportRequest } from '../../core/export/exportGenerator.ts';
import type { ModelOrigin } from '../../core/export/report.ts';
import { conventionFor, exportSettingsSchema, type ExportSettings } from '../../core/pipeline/index.ts';
import { pictures, smallGenerator } from './generators.ts';

const ORIGIN: ModelOrigin = {
  architecture: 'resnet_9blocks',
  ngf: 2,
  norm: 'instance',
  inputChannels: 3,
  outputChannels: 3,
  sizeMultiple: 4,
  trainedPixels: 64,
  role: 'student',
  method: 'omgd',
  run: { id: '5f0c', name: 'Shoes', step: 1000, totalSteps: 2000 },
  checkpointSha256: 'ab12',
  dataset: { name: 'Edges → emoji', license: { name: 'CC BY-SA 4.0', attribution: 'Emoji designed by OpenMoji.' } },
  metrics: [{ metric: 'ssim', value: 0.81234, samples: 64 }],
  cost: { macsPaper: 2_000_000, macsExact: 1_500_000, parameters: 38_723 },
  teachers: [{ role: 'wider', architecture: 'resnet_9blocks', ngf: 8, timesMacs: 13 }],
};

/** A request to export a tiny generator, checked with three pictures. */
export function exportRequest(outputFolder: string, choices: Partial<ExportSettings>): ExportRequest {
  const { target = 'onnx' } = choices;
  const convention = conventionFor(target, '-1..1');
  return {
    ...smallGenerator('resnet_9blocks'),
    sizePixels: 64,
    settings: exportSettingsSchema.parse({ target, precision: 'float32', basicOps: false, convention, ...choices }),
    calibrationPictures: [pictures('resnet_9blocks', 2)],
    origin: ORIGIN,
    outputFolder,
    checkInputs: { inputs: 'noise', pictures: [pictures('resnet_9blocks', 2), pictures('resnet_9blocks', 1)] },
  };
}
