/**
 * The published networks that losses and metrics look through: where they come from, how they are verified, and by which
 * first weight a file of theirs is known.
 *
 * Where the checksums are from: PyTorch's file names end in the first eight hex digits of the file's sha256. Keras has its
 * file's md5 in keras/src/applications/vgg16.py (3.15). Those of the LPIPS heads were computed on 28 November 2026 from the
 * authors' repository (commit 082bb24) and from their package lpips 0.1.4, whose files are the same. The sizes of VGG16 and
 * AlexNet are torchvision's (`_file_size`).
 */
import type { LibraryId } from '../../protocol/index.ts';

const MEBIBYTE = 1 << 20;

const KNOWN_WEIGHTS: Readonly<Record<LibraryId, KnownWeights>> = {
  vgg16: {
    title: 'VGG16 (torchvision)',
    purpose: 'style and feature losses as in the paper; LPIPS with VGG',
    address: 'https://download.pytorch.org/models/vgg16-397923af.pth',
    checksum: { algorithm: 'sha256', start: '397923af' },
    aboutBytes: 527.796 * MEBIBYTE,
    limitBytes: 700e6,
    firstWeight: { name: 'features.0.weight', shape: [64, 3, 3, 3] },
    terms: 'torchvision, BSD 3-Clause; trained on ImageNet, whose pictures are for non-commercial research.',
  },
  'vgg16-keras': {
    title: 'VGG16 of Oxford (Keras)',
    purpose: 'style and feature losses with the original VGG16; not the paper’s weights',
    address:
      'https://storage.googleapis.com/tensorflow/keras-applications/vgg16/vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5',
    checksum: { algorithm: 'md5', start: '6d6bbae143d832006294945121d1f1fc' },
    aboutBytes: undefined,
    limitBytes: 700e6,
    firstWeight: { name: 'features.0.weight', shape: [64, 3, 3, 3] },
    terms: 'VGG, University of Oxford, CC BY 4.0; trained on ImageNet, whose pictures are for non-commercial research.',
  },
  inception: {
    title: 'Inception v3 for FID (pytorch-fid)',
    purpose: 'FID and KID',
    address:
      'https://github.com/mseitzer/pytorch-fid/releases/download/fid_weights/pt_inception-2015-12-05-6726825d.pth',
    checksum: { algorithm: 'sha256', start: '6726825d' },
    aboutBytes: undefined,
    limitBytes: 150e6,
    firstWeight: { name: 'Conv2d_1a_3x3.conv.weight', shape: [32, 3, 3, 3] },
    terms: 'pytorch-fid, Apache 2.0; trained on ImageNet, whose pictures are for non-commercial research.',
  },
  alexnet: {
    title: 'AlexNet (torchvision)',
    purpose: 'LPIPS with AlexNet',
    address: 'https://download.pytorch.org/models/alexnet-owt-7be5be79.pth',
    checksum: { algorithm: 'sha256', start: '7be5be79' },
    aboutBytes: 233.087 * MEBIBYTE,
    limitBytes: 350e6,
    firstWeight: { name: 'features.0.weight', shape: [64, 3, 11, 11] },
    terms: 'torchvision, BSD 3-Clause; trained on ImageNet, whose pictures are for non-commercial research.',
  },
  'lpips-alex': {
    title: 'LPIPS heads for AlexNet, version 0.1',
    purpose: 'LPIPS with AlexNet',
    address: 'https://raw.githubusercontent.com/richzhang/PerceptualSimilarity/master/lpips/weights/v0.1/alex.pth',
    checksum: { algorithm: 'sha256', start: 'df73285e35b22355a2df87cdb6b70b343713b667eddbda73e1977e0c860835c0' },
    aboutBytes: 6009,
    limitBytes: 1e6,
    firstWeight: { name: 'lin0.model.1.weight', shape: [1, 64, 1, 1] },
    terms: 'PerceptualSimilarity, BSD 2-Clause.',
  },
  'lpips-vgg': {
    title: 'LPIPS heads for VGG16, version 0.1',
    purpose: 'LPIPS with VGG',
    address: 'https://raw.githubusercontent.com/richzhang/PerceptualSimilarity/master/lpips/weights/v0.1/vgg.pth',
    checksum: { algorithm: 'sha256', start: 'a78928a0af1e5f0fcb1f3b9e8f8c3a2a5a3de244d830ad5c1feddc79b8432868' },
    aboutBytes: 7289,
    limitBytes: 1e6,
    firstWeight: { name: 'lin4.model.1.weight', shape: [1, 512, 1, 1] },
    terms: 'PerceptualSimilarity, BSD 2-Clause.',
  },
};

export interface PublishedChecksum {
  readonly algorithm: 'sha256' | 'md5';
  /** Its first hex digits, or all of them. */
  readonly start: string;
}

export interface KnownWeights {
  readonly title: string;
  readonly purpose: string;
  readonly address: string;
  readonly checksum: PublishedChecksum;
  /** Where the publisher tells the size. */
  readonly aboutBytes: number | undefined;
  /** More than this is never taken from a server. */
  readonly limitBytes: number;
  /** A tensor that tells these weights from others. */
  readonly firstWeight: { readonly name: string; readonly shape: readonly number[] };
  readonly terms: string;
}

export function knownWeights(id: LibraryId): KnownWeights {
  return KNOWN_WEIGHTS[id];
}
