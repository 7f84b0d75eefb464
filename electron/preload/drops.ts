/** Files dropped on the window. The page never learns their paths; the main process looks at them and sends an event. */
import { pathOfFile } from '../compat/pathOfFile.ts';

export function watchDrops(onDrop: (paths: string[]) => void): void {
  window.addEventListener('dragover', (event) => {
    // Without this, the window refuses the files.
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  window.addEventListener('drop', (event) => {
    const paths = [...(event.dataTransfer?.files ?? [])].map(pathOfFile).filter((path) => path !== '');
    if (paths.length === 0) return;
    event.preventDefault();
    onDrop(paths);
  });
}
