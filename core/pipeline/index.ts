/** The pipeline document: what the canvas, the command line, the engine and the store may use. */
export { BUILT_IN_STARTS } from './builtInStarts.ts';
export type { BuiltInStart } from './builtInStarts.ts';
export { changeSettings } from './change.ts';
export type { Changes } from './change.ts';
export { appliesTo } from './applies.ts';
export type { AppliedDocument } from './applies.ts';
export { blocksOf } from './blocks.ts';
export type { BlockKind, BlockPosition, Blocks } from './blocks.ts';
export { checkPipeline, isError } from './check.ts';
export type { Finding } from './checks/finding.ts';
export { addressesOf, datasetAddress, foldersOf } from './datasetAddress.ts';
export type { DatasetAddress } from './datasetAddress.ts';
export { describePipeline, keptGenerators, pipelineCost } from './describe.ts';
export type { CostRow, DescribedGenerator, DescribedPipeline, KeptGenerator } from './describe.ts';
export { FIELDS, fieldInfo } from './fields.ts';
export { FIELD_GROUPS } from './fields/fieldInfo.ts';
export type { FieldGroup, FieldInfo } from './fields/fieldInfo.ts';
export { schemaLeaves } from './leaves.ts';
export type { LeafKind, SchemaLeaf } from './leaves.ts';
export { nearestRecipe, paperValue } from './paperValues.ts';
export { isLibraryReference, libraryIdOf, libraryReference } from './libraryWeights.ts';
export { METRIC_INFO, METRICS, metricHeading, metricHelp, metricsOf, neededNetworks } from './metrics.ts';
export type { Metric, MetricInfo } from './metrics.ts';
export { comparisonWarnings, evaluationWarnings } from './metricWarnings.ts';
export type { MeasuredGroup, MeasuredNumber } from './metricWarnings.ts';
export { hasNoPairs, hasTeachers, isUnpaired, METHODS } from './methods.ts';
export type { Method } from './methods.ts';
export { namedWeights } from './namedWeights.ts';
export type { NamedWeights } from './namedWeights.ts';
export { parsePipeline } from './parse.ts';
export type { ParsedPipeline } from './parse.ts';
export { valueAt } from './path.ts';
export { PRESETS, presetById } from './presets.ts';
export type { Preset } from './presets.ts';
export type { Problem } from './problems.ts';
export { PUBLISHED_FID } from './published.ts';
export type { PublishedResult } from './published.ts';
export { isFrozen, participantsOf, trainedTeachers } from './roles.ts';
export type { GeneratorRole, Participant } from './roles.ts';
export { isDue, learningRateFactor, totalSteps } from './schedule.ts';
export { groupBySeed, spreadOf } from './seedGroups.ts';
export type { ComparedRun, GroupValue, SeedGroup, Spread } from './seedGroups.ts';
export { PIPELINE_VERSION, PipelineSchema } from './schema.ts';
export type { PipelineDocument, PipelineInput } from './schema.ts';
export { datasetSettingsSchema } from './schema/dataset.ts';
export type { DatasetSettings } from './schema/dataset.ts';
export {
  CALIBRATIONS,
  conventionFor,
  conventionSchema,
  EXPORT_TARGETS,
  exportsOf,
  exportSettingsSchema,
  LAYOUTS,
  PRECISIONS,
  PRECISIONS_OF,
  RANGES,
  USUAL_LAYOUT,
} from './schema/export.ts';
export type { Convention, ExportPart, ExportSettings, ExportTarget, Precision } from './schema/export.ts';
export { startsOf } from './starts.ts';
export type { NetworkStart } from './starts.ts';
export type { Discriminator, GeneratorSettings, Start, TeacherSettings } from './schema/networks.ts';
export { teacherMetricOf } from './teacherMetric.ts';
export { timelineOf } from './timeline.ts';
export type { Timeline } from './timeline.ts';
export { SegmentationSchema } from './schema/segmentation.ts';
export type { SegmentationSettings } from './schema/segmentation.ts';
export { mostTelling } from './waysOfMeasuring.ts';
export type { ComparedEvaluation } from './waysOfMeasuring.ts';
export type { Interval, Schedule } from './schema/training.ts';
