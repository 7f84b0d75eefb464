/** What a person reads beside a picture. Colour and glyph are in components/shared/roles.ts; the input has neither. */
import type { PreviewRole } from '../../core/protocol/scalars.ts';

export const PREVIEW_NAMES: Readonly<Record<PreviewRole, string>> = {
  input: 'Input',
  target: 'Target',
  wider: 'Wider teacher',
  deeper: 'Deeper teacher',
  student: 'Student',
  cycle: 'There and back',
  backward: 'Target, the way back',
  backwardCycle: 'And there again',
};
