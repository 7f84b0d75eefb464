/** What the window and the worker of a model say to each other. */
import type { Device } from './device.ts';
import type { CanvasPixels, ModelInput } from './modelPixels.ts';

export type ModelCommand =
  | {
      readonly kind: 'load';
      readonly id: number;
      /** Of the exported file. */
      readonly url: string;
      readonly input: ModelInput;
      readonly device: Device;
    }
  | { readonly kind: 'run'; readonly id: number; readonly picture: CanvasPixels };

export interface ModelAnswer {
  readonly picture: CanvasPixels;
  /** The model alone, without the way from pixels to numbers and back. */
  readonly milliseconds: number;
}

export type ModelMessage =
  | { readonly kind: 'loaded'; readonly id: number; readonly runtime: string }
  | ({ readonly kind: 'answer'; readonly id: number } & ModelAnswer)
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
