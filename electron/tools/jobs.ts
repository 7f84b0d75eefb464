/** Everything that the tools process can do, by name. Each job takes one request and may report on its way. */
import { openBundleFile, packBundle } from './bundles.ts';
import { installFromCatalogue, listCatalogue } from './catalogue.ts';
import { inspectFolders } from './inspectFolders.ts';
import { countTrainingPairs, describe, picture, planDatasetSplit, validate, writeDatasetSplit } from './datasets.ts';
import { evaluate } from './evaluation.ts';
import { planSweep, previewStudioSweep } from './sweeps.ts';
import { inspectWeights } from './weights.ts';
import { previewStart } from './startPreview.ts';
import { lookAtCityscapes, makeCityscapes } from './cityscapes.ts';
import { measureModel, writeModelToMeasure } from './speed.ts';
import { stop } from './stoppable.ts';
import {
  addLibraryWeights,
  checkLibraryWeights,
  downloadLibraryWeights,
  listLibrary,
  removeLibraryWeights,
} from './weightsLibrary.ts';
import { examineMachine, findReadyRuntime, setUpRuntime, tryNativeCode } from './machine.ts';

export const JOBS = {
  describe,
  validate,
  picture,
  countTrainingPairs,
  planDatasetSplit,
  writeDatasetSplit,
  inspectFolders,
  listCatalogue,
  installFromCatalogue,
  lookAtCityscapes,
  makeCityscapes,
  inspectWeights,
  previewStart,
  listLibrary,
  downloadLibraryWeights,
  addLibraryWeights,
  removeLibraryWeights,
  checkLibraryWeights,
  stop,
  planSweep,
  previewStudioSweep,
  examineMachine,
  findReadyRuntime,
  setUpRuntime,
  tryNativeCode,
  evaluate,
  writeModelToMeasure,
  measureModel,
  packBundle,
  openBundleFile,
} as const;
