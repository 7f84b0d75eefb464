/**
 * Which dataset of a Keras file is which weight of torchvision's VGG16.
 *
 * `.h5` files name layers as the network does (`block1_conv1/…`). `.weights.h5` files of Keras 3 and late Keras 2 name them
 * by class and position instead: `layers/conv2d/vars/0`, `layers/conv2d_1/vars/0`, …, where 0 is the kernel and 1 the bias.
 */
import { quoted, WeightsFileError } from '../weightsFileError.ts';

const CONVOLUTIONS = [2, 2, 3, 3, 3] as const;
/** Where they are in `features`: each takes two places with its ReLU, the pooling after a block one. */
const TORCH_INDICES: readonly number[] = CONVOLUTIONS.flatMap((count, block) => {
  const start = CONVOLUTIONS.slice(0, block).reduce<number>((sum, before) => sum + 2 * before + 1, 0);
  return Array.from({ length: count }, (_, convolution) => start + 2 * convolution);
});
const BY_LAYER = /(?:^|\/)block([1-5])_conv([1-3])\//;
const BY_POSITION = /^(.*\/)?conv2d(?:_(\d+))?\/vars\/([01])$/;

interface Place {
  readonly shape: readonly number[];
}

/**
 * `features.0.weight` → `block1_conv1/block1_conv1_W_1:0`, …; empty if the file has no layer that could be of VGG16.
 * @throws WeightsFileError if it has another number of convolutions.
 */
export function vgg16PathsIn(datasets: ReadonlyMap<string, Place>): Map<string, string> {
  const paths = new Map<string, string>();
  for (const [path, { shape }] of datasets) {
    const name = nameByLayer(path, shape.length);
    if (name !== undefined) paths.set(name, path);
  }
  return paths.size > 0 ? paths : pathsByPosition(datasets);
}

/** undefined for anything else than a convolution, such as an optimiser's moments. */
function nameByLayer(path: string, dimensions: number): string | undefined {
  const [, block, convolution] = BY_LAYER.exec(path) ?? [];
  if (block === undefined || path.startsWith('optimizer_weights/')) return undefined;
  if (Number(convolution) > CONVOLUTIONS[Number(block) - 1]!) return undefined;
  const before = CONVOLUTIONS.slice(0, Number(block) - 1).reduce<number>((sum, count) => sum + count, 0);
  const index = TORCH_INDICES[before + Number(convolution) - 1]!;
  if (dimensions === 4) return `features.${index}.weight`;
  return dimensions === 1 ? `features.${index}.bias` : undefined;
}

/** Networks may lie in each other; VGG16 is the one with as many convolutions. */
function pathsByPosition(datasets: ReadonlyMap<string, Place>): Map<string, string> {
  const networks = new Map<string, Map<string, string>>();
  const counts = new Map<string, number>();
  for (const [path, { shape }] of datasets) {
    const [, network = '', position = '0', variable] = BY_POSITION.exec(path) ?? [];
    if (variable === undefined || shape.length !== (variable === '0' ? 4 : 1)) continue;
    if (variable === '0') counts.set(network, (counts.get(network) ?? 0) + 1);
    const index = TORCH_INDICES[Number(position)];
    if (index === undefined) continue;
    const paths = networks.get(network) ?? new Map<string, string>();
    networks.set(network, paths.set(`features.${index}.${variable === '0' ? 'weight' : 'bias'}`, path));
  }
  const vgg16 = [...networks].find(([network]) => counts.get(network) === TORCH_INDICES.length);
  if (vgg16 || counts.size === 0) return vgg16?.[1] ?? new Map<string, string>();
  const told = [...counts].map(([network, count]) => `${quoted(network)} has ${count}`).join(', ');
  throw new WeightsFileError(
    `This Keras file is not a VGG16, which has ${TORCH_INDICES.length} convolutions: ${told}.`,
  );
}
