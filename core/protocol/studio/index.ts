/** What window and main process say to each other. Start reading at api.ts. */
export * from './api.ts';
export * from './app.ts';
export * from './catalogue.ts';
export * from './channel.ts';
export * from './commands.ts';
export * from './datasets.ts';
export * from './errors.ts';
export * from './evaluations.ts';
export * from './events.ts';
export * from './exports.ts';
export * from './pipelines.ts';
export * from './runRecords.ts';
export * from './runs.ts';
export * from './settings.ts';
export * from './system.ts';
export * from './urls.ts';
export * from './weights.ts';
