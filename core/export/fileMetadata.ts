/** What a model file tells about itself to whoever opens it, e.g. in Netron. */
import type { ExportSettings } from '../pipeline/index.ts';
import type { ModelOrigin } from './report.ts';

export function fileMetadata(origin: ModelOrigin, settings: ExportSettings): Record<string, string> {
  const { range, layout } = settings.convention;
  return {
    architecture: origin.architecture,
    ngf: String(origin.ngf),
    input_range: range,
    output_range: range,
    layout,
    channels: `${origin.inputChannels} -> ${origin.outputChannels} (3: RGB)`,
    size_multiple: String(origin.sizeMultiple),
    trained_size: String(origin.trainedPixels),
    weight_precision: settings.precision,
    run: origin.run.id,
    role: origin.role,
    step: String(origin.run.step),
    data: origin.dataset.name,
    data_license: origin.dataset.license?.name ?? 'unknown',
  };
}
