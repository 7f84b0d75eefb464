/** Where a dropped file lies on the disk: `webUtils` on current Electron, a property of the file before 32. */
import { webUtils } from 'electron';

/** '' for a file that was not dropped or chosen by a person. */
export function pathOfFile(file: File): string {
  const utilities: Partial<typeof webUtils> | undefined = webUtils;
  return utilities?.getPathForFile?.(file) ?? (file as File & { readonly path?: string }).path ?? '';
}
