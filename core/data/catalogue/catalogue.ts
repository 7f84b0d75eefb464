/**
 * The datasets of the papers, and the built-in one. Addresses are those of the official download scripts
 * (junyanz/pytorch-CycleGAN-and-pix2pix, datasets/*.sh); counts those of its docs/datasets.md. No checksums were published,
 * and none of the hosts was asked when this table was made: sizes are rough, or not known.
 */
import type { CatalogueEntry, DatasetSource } from './entry.ts';

const MB = 1e6;
const GB = 1e9;

function pix2pixArchive(id: string, aboutBytes: number | null, limitBytes: number): DatasetSource {
  const address = `http://efrosgans.eecs.berkeley.edu/pix2pix/datasets/${id}.tar.gz`;
  return { kind: 'download', address, aboutBytes, limitBytes };
}

function cycleGanArchive(id: string, aboutBytes: number | null, limitBytes: number): DatasetSource {
  const address = `http://efrosgans.eecs.berkeley.edu/cyclegan/datasets/${id}.zip`;
  return { kind: 'download', address, aboutBytes, limitBytes };
}

const IMAGENET_TERMS = {
  summary: 'ImageNet: research and teaching, not commercial',
  text: 'The pictures were collected from ImageNet, whose terms allow research and teaching that is not commercial. The rights in each picture stay with its photographer.',
  page: 'https://www.image-net.org/download.php',
} as const;

export const CATALOGUE: readonly CatalogueEntry[] = [
  {
    id: 'emoji',
    name: 'Edges → emoji',
    task: 'outline → coloured emoji',
    pairing: 'paired',
    direction: 'AtoB',
    layout: 'sideBySide',
    pictures: '4,495 pairs',
    source: { kind: 'builtIn' },
    terms: {
      summary: 'CC BY-SA 4.0',
      text: 'Free to use and change, also commercially, if OpenMoji is named and what is made of it is shared under the same licence.',
      page: 'https://creativecommons.org/licenses/by-sa/4.0/',
      attribution:
        'Emoji designed by OpenMoji, the open-source emoji and icon project (openmoji.org). License: CC BY-SA 4.0',
    },
  },
  {
    id: 'emojiStyles',
    name: 'OpenMoji ↔ Noto emoji',
    task: 'emoji in one style ↔ in another',
    pairing: 'unpaired',
    direction: 'AtoB',
    layout: 'trainATrainB',
    pictures: 'two drawings of each emoji; unpaired training does not use that they belong together',
    source: { kind: 'builtIn' },
    terms: {
      summary: 'CC BY-SA 4.0 (OpenMoji) and Apache 2.0 (Noto Emoji)',
      text: 'Both are free to use and change, also commercially. OpenMoji must be named, and what is made of it shared under the same licence; Noto Emoji asks for its licence to be kept.',
      page: 'https://github.com/googlefonts/noto-emoji#license',
      attribution: 'OpenMoji (openmoji.org, CC BY-SA 4.0) and Noto Emoji (© Google, Apache License 2.0)',
    },
  },
  {
    id: 'edges2shoes',
    name: 'edges2shoes',
    task: 'edges → photograph of a shoe',
    pairing: 'paired',
    direction: 'AtoB',
    layout: 'sideBySide',
    pictures: '50,000 pairs to train with; edges by the HED detector',
    source: pix2pixArchive('edges2shoes', 2.1 * GB, 6 * GB),
    terms: {
      summary: 'UT Zappos50K: academic, not commercial',
      text: 'The photographs are those of UT Zappos50K, which its authors give out for academic use that is not commercial.',
      page: 'http://vision.cs.utexas.edu/projects/finegrained/utzap50k',
      attribution: 'UT Zappos50K (Yu and Grauman, CVPR 2014); edges by Isola et al. (pix2pix, CVPR 2017)',
    },
  },
  {
    id: 'edges2handbags',
    name: 'edges2handbags',
    task: 'edges → photograph of a handbag',
    pairing: 'paired',
    direction: 'AtoB',
    layout: 'sideBySide',
    pictures: '137,000 pairs to train with; edges by the HED detector',
    source: pix2pixArchive('edges2handbags', null, 20 * GB),
    terms: {
      summary: 'Pictures from Amazon: no licence published',
      text: 'The photographs were taken from Amazon’s shop pages for the iGAN project. No licence was published: treat them as for research only.',
      page: 'https://github.com/junyanz/iGAN',
      attribution: 'iGAN (Zhu et al., ECCV 2016); edges by Isola et al. (pix2pix, CVPR 2017)',
    },
  },
  {
    id: 'facades',
    name: 'facades',
    task: 'label map → photograph of a façade',
    pairing: 'paired',
    direction: 'BtoA',
    layout: 'sideBySide',
    pictures: '400 pairs to train with',
    source: pix2pixArchive('facades', null, 1 * GB),
    terms: {
      summary: 'CMP Facade Database: see its page',
      text: 'The pictures are those of the CMP Facade Database. Read its page for what is allowed, and cite its authors.',
      page: 'http://cmp.felk.cvut.cz/~tylecr1/facade',
      attribution: 'CMP Facade Database (Tyleček and Šára, GCPR 2013)',
    },
  },
  {
    id: 'maps',
    name: 'maps',
    task: 'aerial photograph → map',
    pairing: 'paired',
    direction: 'AtoB',
    layout: 'sideBySide',
    pictures: '1,096 pairs to train with',
    source: pix2pixArchive('maps', null, 2 * GB),
    terms: {
      summary: 'Google Maps: no licence published',
      text: 'The pictures were taken from Google Maps. No licence was published: treat them as for research only, and read Google’s terms.',
      page: 'https://github.com/junyanz/pytorch-CycleGAN-and-pix2pix/blob/master/docs/datasets.md',
      attribution: 'Google Maps, as collected by Isola et al. (pix2pix, CVPR 2017)',
    },
  },
  {
    id: 'night2day',
    name: 'night2day',
    task: 'night → day',
    pairing: 'paired',
    direction: 'AtoB',
    layout: 'sideBySide',
    pictures: 'about 20,000 pairs',
    source: pix2pixArchive('night2day', null, 10 * GB),
    terms: {
      summary: 'Transient Attributes: see its page',
      text: 'The pictures are those of the Transient Attributes dataset, from webcams. Read its page for what is allowed, and cite its authors.',
      page: 'http://transattr.cs.brown.edu/',
      attribution: 'Transient Attributes (Laffont et al., SIGGRAPH 2014)',
    },
  },
  {
    id: 'horse2zebra',
    name: 'horse2zebra',
    task: 'horse ↔ zebra',
    pairing: 'unpaired',
    direction: 'AtoB',
    layout: 'trainATrainB',
    pictures: '1,067 horses and 1,334 zebras to train with, 120 and 140 to test',
    source: cycleGanArchive('horse2zebra', 117 * MB, 1 * GB),
    terms: { ...IMAGENET_TERMS, attribution: 'ImageNet, as collected by Zhu et al. (CycleGAN, ICCV 2017)' },
  },
  {
    id: 'apple2orange',
    name: 'apple2orange',
    task: 'apple ↔ orange',
    pairing: 'unpaired',
    direction: 'AtoB',
    layout: 'trainATrainB',
    pictures: '996 apples and 1,020 oranges',
    source: cycleGanArchive('apple2orange', null, 1 * GB),
    terms: { ...IMAGENET_TERMS, attribution: 'ImageNet, as collected by Zhu et al. (CycleGAN, ICCV 2017)' },
  },
  {
    id: 'summer2winter_yosemite',
    name: 'summer2winter_yosemite',
    task: 'summer ↔ winter in Yosemite',
    pairing: 'unpaired',
    direction: 'AtoB',
    layout: 'trainATrainB',
    pictures: '1,273 summer and 854 winter photographs (as documented; the archive is said to differ a little)',
    source: cycleGanArchive('summer2winter_yosemite', 130 * MB, 1 * GB),
    terms: {
      summary: 'Flickr: mixed rights',
      text: 'The photographs come from Flickr, under the different terms of their photographers. Treat them as for research only.',
      page: 'https://github.com/junyanz/pytorch-CycleGAN-and-pix2pix/blob/master/docs/datasets.md',
      attribution: 'Photographs from Flickr, as collected by Zhu et al. (CycleGAN, ICCV 2017)',
    },
  },
  {
    id: 'monet2photo',
    name: 'monet2photo',
    task: 'painting by Monet ↔ photograph',
    pairing: 'unpaired',
    direction: 'AtoB',
    layout: 'trainATrainB',
    pictures: '1,074 paintings and 6,853 photographs to train with',
    source: cycleGanArchive('monet2photo', null, 2 * GB),
    terms: {
      summary: 'WikiArt and Flickr: mixed rights',
      text: 'The paintings come from WikiArt, the photographs from Flickr under the different terms of their photographers. Treat them as for research only.',
      page: 'https://github.com/junyanz/pytorch-CycleGAN-and-pix2pix/blob/master/docs/datasets.md',
      attribution: 'WikiArt and Flickr, as collected by Zhu et al. (CycleGAN, ICCV 2017)',
    },
  },
  {
    id: 'cityscapes',
    name: 'cityscapes',
    task: 'label map → photograph of a street',
    pairing: 'paired',
    direction: 'BtoA',
    layout: 'sideBySide',
    pictures: '2,975 pairs to train with, 500 to validate',
    source: {
      kind: 'ownArchives',
      page: 'https://www.cityscapes-dataset.com/downloads/',
      archives: ['gtFine_trainvaltest.zip', 'leftImg8bit_trainvaltest.zip'],
    },
    terms: {
      summary: 'Cityscapes: account needed, not commercial, not to be passed on',
      text: 'Cityscapes is given out by its authors after registration, for use that is not commercial, and must not be passed on. Download the two archives with your own account; the studio prepares them as the official script does.',
      page: 'https://www.cityscapes-dataset.com/license/',
      attribution: 'Cityscapes (Cordts et al., CVPR 2016)',
    },
  },
];

/** The entry called `id`. */
export function findInCatalogue(id: string): CatalogueEntry | undefined {
  return CATALOGUE.find((entry) => entry.id === id);
}
