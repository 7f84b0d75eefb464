/** The keys of the playground. */
import type { Playground } from '../../state/playground.svelte.ts';

/** For the help of the page. */
export const PLAYGROUND_KEYS = [
  { keys: 'P E', what: 'pen, eraser' },
  { keys: '[ ]', what: 'thinner, thicker' },
  { keys: 'Delete', what: 'clear' },
  { keys: 'O C', what: 'open, camera' },
  { keys: '1 … 9', what: 'sample' },
  { keys: 'W', what: 'wipe' },
  { keys: 'arrows, Space', what: 'draw on the surface' },
] as const;

/** Where every key belongs to the control. */
const TYPING =
  'input:not([type=range], [type=radio], [type=checkbox], [type=color]), select, textarea, [role=menu], dialog';
/** How much thicker or thinner a line gets. */
const WIDTH_FACTOR = 1.25;

export interface PlaygroundActions {
  readonly playground: Playground;
  open(): void;
  toggleWipe(): void;
}

/** Acts on a key press; keys that belong to a control or carry a modifier are left alone. */
export function pressPlaygroundKey(event: KeyboardEvent, actions: PlaygroundActions): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof Element && event.target.closest(TYPING)) return;
  if (act(event.key, actions)) event.preventDefault();
}

function act(key: string, { playground, open, toggleWipe }: PlaygroundActions): boolean {
  const { sketch } = playground;
  const sample = playground.samples[Number(key) - 1];
  if (sample) {
    void playground.showSample(sample);
    return true;
  }
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case 'p':
      sketch.tool = 'pen';
      return true;
    case 'e':
      sketch.tool = 'eraser';
      return true;
    case '[':
      sketch.setWidth(sketch.width / WIDTH_FACTOR);
      return true;
    case ']':
      sketch.setWidth(sketch.width * WIDTH_FACTOR);
      return true;
    case 'Delete':
      playground.clear();
      return true;
    case 'o':
      open();
      return true;
    case 'c':
      void playground.toggleCamera();
      return true;
    case 'w':
      toggleWipe();
      return true;
    default:
      return false;
  }
}
