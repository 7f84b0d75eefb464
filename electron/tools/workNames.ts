/** The names by which the job `stop` ends work, where it is not simply the id of what is worked on. */
export const BUNDLE_WORK = 'bundle';
export const CITYSCAPES_WORK = 'cityscapes';
export const splitWork = (datasetId: string): string => `split ${datasetId}`;
export const weightsWork = (libraryId: string): string => `weights ${libraryId}`;
