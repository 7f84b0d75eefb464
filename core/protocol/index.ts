/** What processes say to each other, and the tables of states, errors and warnings. Imports zod only. */
export * from './computeTarget.ts';
export * from './engineCommand.ts';
export * from './engineMessage.ts';
export * from './errorCodes.ts';
export * from './evaluationDefinition.ts';
export * from './libraryIds.ts';
export * from './runRecords.ts';
export * from './runState.ts';
export * from './scalars.ts';
export * from './speedRecords.ts';
export * from './sweepRecords.ts';
export * from './warningCodes.ts';
export * from './weightsUse.ts';
