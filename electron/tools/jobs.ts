/** Everything that the tools process can do, by name. Each job takes one request and may report on its way. */
import { installFromCatalogue, listCatalogue, stopInstall } from './catalogue.ts';
import { inspectFolders } from './inspectFolders.ts';
import { countTrainingPairs, describe, picture, validate } from './datasets.ts';
import { inspectWeights } from './weights.ts';
import { examineMachine, findReadyRuntime, setUpRuntime, tryNativeCode } from './machine.ts';

export const JOBS = {
  describe,
  validate,
  picture,
  countTrainingPairs,
  inspectFolders,
  listCatalogue,
  installFromCatalogue,
  stopInstall,
  inspectWeights,
  examineMachine,
  findReadyRuntime,
  setUpRuntime,
  tryNativeCode,
} as const;
