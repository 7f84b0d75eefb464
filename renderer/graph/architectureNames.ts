/** Architectures and other choices of the document in words. */
import type { GeneratorArchitecture } from '../../core/networks/options.ts';

export const ARCHITECTURE_NAMES: Readonly<Record<GeneratorArchitecture, string>> = {
  unet_256: 'U-Net',
  unet_deepest_256: 'Deep U-Net',
  mobile_resnet_9blocks: 'Mobile resnet',
  mobile_deepest_resnet: 'Deep mobile resnet',
  resnet_9blocks: 'Resnet',
};
