/** Hands the controllers down to the components. App.svelte provides them; components call `useRouter()` and so on. */
import { createContext } from 'svelte';
import type { Canvas } from './canvas.svelte.ts';
import type { Commands } from './commands.svelte.ts';
import type { ComputeRuntime } from './computeRuntime.svelte.ts';
import type { FolderImport } from './folderImport.svelte.ts';
import type { LossReference } from './lossReference.svelte.ts';
import type { PipelineChecks } from './pipelineChecks.svelte.ts';
import type { PipelineEditor } from './pipelineEditor.svelte.ts';
import type { PipelineFacts } from './pipelineFacts.svelte.ts';
import type { PipelineFile } from './pipelineFile.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import type { Router } from './router.svelte.ts';
import type { Runs } from './runs.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

export const [useRouter, provideRouter] = createContext<Router>();
export const [useToasts, provideToasts] = createContext<Toasts>();
export const [usePreferences, providePreferences] = createContext<Preferences>();
export const [useCommands, provideCommands] = createContext<Commands>();
export const [useRuns, provideRuns] = createContext<Runs>();
export const [usePipelineEditor, providePipelineEditor] = createContext<PipelineEditor>();
export const [usePipelineFile, providePipelineFile] = createContext<PipelineFile>();
export const [usePipelineFacts, providePipelineFacts] = createContext<PipelineFacts>();
export const [useLossReference, provideLossReference] = createContext<LossReference>();
export const [usePipelineChecks, providePipelineChecks] = createContext<PipelineChecks>();
export const [useCanvas, provideCanvas] = createContext<Canvas>();
export const [useComputeRuntime, provideComputeRuntime] = createContext<ComputeRuntime>();
export const [useFolderImport, provideFolderImport] = createContext<FolderImport>();
