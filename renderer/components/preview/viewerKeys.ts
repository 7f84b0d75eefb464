/** The keys of the preview viewer. */
import { viewAfterKey } from '../../preview/view.ts';
import type { PreviewViewerState } from '../../state/previews.svelte.ts';

/** For the help of the page. */
export const VIEWER_KEYS = [
  { keys: '← →', what: 'step' },
  { keys: '↑ ↓', what: 'sample' },
  { keys: 'Space', what: 'play film' },
  { keys: 'W', what: 'wipe' },
  { keys: 'F', what: 'flip' },
  { keys: 'D', what: 'difference' },
  { keys: '+ − 0', what: 'zoom' },
  { keys: 'Shift + arrows', what: 'move' },
] as const;

/** Where every key belongs to the control. */
const TYPING = 'input:not([type=range], [type=radio], [type=checkbox]), select, textarea, [role=menu], dialog';
/** Where arrows belong to the control, and where Space does. */
const ARROWS = 'input';
const SPACE = 'button:not([role=tab]), input, summary, a';

/** Acts on a key press; keys that belong to a control or carry a modifier are left alone. */
export function pressViewerKey(event: KeyboardEvent, viewer: PreviewViewerState): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const belongsTo = (controls: string): boolean =>
    event.target instanceof Element && event.target.closest(controls) !== null;
  if (belongsTo(TYPING)) return;
  if (event.key.startsWith('Arrow') && belongsTo(ARROWS)) return;
  if (event.key === ' ' && belongsTo(SPACE)) return;
  if (act(event, viewer)) event.preventDefault();
}

function act({ key, shiftKey }: KeyboardEvent, viewer: PreviewViewerState): boolean {
  const view = viewAfterKey(viewer.view, key, shiftKey);
  if (view) {
    viewer.view = view;
    return true;
  }
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case 'ArrowLeft':
      viewer.chooseFrame(viewer.frameIndex - 1);
      return true;
    case 'ArrowRight':
      viewer.chooseFrame(viewer.frameIndex + 1);
      return true;
    case 'ArrowUp':
      viewer.moveSample(-1);
      return true;
    case 'ArrowDown':
      viewer.moveSample(1);
      return true;
    case ' ':
      viewer.togglePlaying();
      return true;
    case 'w':
      viewer.toggleMode('wipe');
      return true;
    case 'f':
      viewer.toggleMode('flip');
      return true;
    case 'd':
      viewer.toggleMode('difference');
      return true;
    default:
      return false;
  }
}
