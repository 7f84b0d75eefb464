// Native dialogs, answered as a person would: the test says which paths are chosen.
import type { OpenStudio } from './studio.ts';

/** Every open dialog from now on answers with these files or folders. */
export async function chooseFiles({ app }: OpenStudio, ...filePaths: readonly string[]): Promise<void> {
  await app.evaluate(({ dialog }, paths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...paths] });
  }, filePaths);
}
