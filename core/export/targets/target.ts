/** What every export format can do. One format a file in this folder. */
import type { Network } from '../../networks/graph.ts';
import type { TensorFlow } from '../../ops/tensorflow.ts';
import type { Pictures } from '../convention.ts';
import type { WeightValues } from '../../networks/inferenceNetwork.ts';
import type { ModelRunner } from '../runtimes/modelRunner.ts';
import type { ExportSettings } from '../../pipeline/index.ts';

/** A generator as it was trained, and the choices for its file. */
export interface ModelSource {
  readonly network: Network;
  /** By name, in the layout of `WeightSpec`. */
  readonly weights: WeightValues;
  readonly settings: ExportSettings;
  /** Edge of the pictures it was trained on: the size of formats that take only one. */
  readonly sizePixels: number;
  /** Batches of training pictures in the engine's convention, for int8-static. */
  readonly calibrationPictures?: readonly Pictures[];
}

export interface TargetFormat {
  /** For people. */
  readonly label: string;
  /** The file that users load. Others may lie beside it. */
  readonly mainFile: string;
  /** A runtime runs the file itself, so its time can be measured. */
  readonly isRun: boolean;
  /** `layers` tells something: the runtime shows what happens inside. */
  readonly showsLayers: boolean;
  /** Writes the files into an existing folder. `metadata` goes into the file where the format has a place for it. */
  write(folder: string, source: ModelSource, metadata: Readonly<Record<string, string>>): Promise<void>;
  /** Loads the written file with a runtime of its own. `network` is the one that was exported, as it was trained. */
  open(folder: string, settings: ExportSettings, network: Network, tf: TensorFlow): Promise<ModelRunner>;
  /** The tensors that the written file's layers make, by node id, NHWC, in the order of the network; none if it shows none. */
  layers(
    folder: string,
    source: ModelSource,
    pictures: Pictures,
    tf: TensorFlow,
  ): Promise<ReadonlyMap<string, Pictures>>;
}
