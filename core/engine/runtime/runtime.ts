// What a TensorFlow runtime is: the native libraries of one TensorFlow version plus the binding that lets
// @tensorflow/tfjs-node-gpu call them. Everything else in this folder finds, builds, checks or loads one.

/** The TensorFlow release whose libraries we bind to. */
export const TENSORFLOW_VERSION = '2.21.0';

/** File name of the binding inside a cached runtime. */
export const BINDING_FILE = 'tfjs_binding.node';

export const FLAVOURS = ['cpu', 'cuda', 'stock'] as const;

/**
 * Which build of TensorFlow: `cpu` (Python wheel, no GPU), `cuda` (Python wheel with its CUDA 12 wheels) or `stock`
 * (the older libraries that the npm package's own installer brings; the only way on Windows).
 */
export type Flavour = (typeof FLAVOURS)[number];

/** A runtime that is ready to be loaded. */
export interface Runtime {
  readonly flavour: Flavour;
  readonly tensorflowVersion: string;
  /** Folder that holds the runtime. */
  readonly folder: string;
  /** Absolute path of the compiled binding. */
  readonly bindingPath: string;
  /** Absolute paths of the libraries that must be loaded before the binding, in this order. */
  readonly libraryPaths: readonly string[];
}

/** Something about the runtime is missing or broken; the message is a sentence for the user and says what to do. */
export class RuntimeSetupError extends Error {
  override readonly name = 'RuntimeSetupError';
}

/** One report on the way to a runtime. Byte counts are null where they are not known. */
export interface RuntimeProgress {
  readonly phase: 'wait' | 'download' | 'verify' | 'extract' | 'compile' | 'install' | 'ready';
  /** A short line for a person, e.g. "Downloading TensorFlow 2.21.0 (cpu)". */
  readonly message: string;
  readonly doneBytes: number | null;
  readonly totalBytes: number | null;
}

export type ReportProgress = (progress: RuntimeProgress) => void;
