/** Hands all controllers to the components below App.svelte. */
import * as context from './context.ts';
import type { Studio } from './studio.svelte.ts';

/** Call it once, while App.svelte is set up. */
export function provideStudio(studio: Studio): void {
  context.provideRouter(studio.router);
  context.provideToasts(studio.toasts);
  context.providePreferences(studio.preferences);
  context.provideCommands(studio.commands);
  context.provideRuns(studio.runs);
  context.provideSweeps(studio.sweeps);
  context.provideSweepPlan(studio.sweepPlan);
  context.provideTargets(studio.targets);
  context.providePipelineEditor(studio.editor);
  context.provideCanvas(studio.canvas);
  context.providePipelineFile(studio.file);
  context.providePipelineFacts(studio.facts);
  context.providePipelineChecks(studio.checks);
  context.provideComputeRuntime(studio.compute);
  context.provideFolderImport(studio.folders);
  context.provideBundles(studio.bundles);
  context.provideEvaluations(studio.evaluations);
  context.provideExports(studio.exports);
  context.provideSpeeds(studio.speeds);
  context.providePlayground(studio.playground);
  context.provideStartWeights(studio.weights);
  context.provideStartPreviews(studio.startPreviews);
  context.provideLossReference(studio.lossReference);
}
