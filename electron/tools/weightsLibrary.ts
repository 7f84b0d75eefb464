/** Jobs about the weights library. */
import { asInstallProgress, type InstallProgress } from '../../core/data/install/installProgress.ts';
import { LIBRARY_IDS, type LibraryId } from '../../core/protocol/libraryIds.ts';
import { knownWeights } from '../../core/weights/library/known.ts';
import { WeightsLibrary, type InstalledWeights } from '../../core/weights/library/library.ts';
import { stoppable } from './stoppable.ts';
import { weightsWork } from './workNames.ts';

interface LibraryPlace {
  readonly dataFolder: string;
  readonly id: LibraryId;
}

interface Listed {
  readonly id: LibraryId;
  readonly title: string;
  readonly purpose: string;
  readonly terms: string;
  readonly address: string;
  readonly aboutBytes: number | null;
  readonly isPartial: boolean;
  readonly installed: InstalledWeights | undefined;
}

export async function listLibrary(dataFolder: string): Promise<Listed[]> {
  const library = new WeightsLibrary(dataFolder);
  return await Promise.all(
    LIBRARY_IDS.map(async (id): Promise<Listed> => {
      const { title, purpose, terms, address, aboutBytes = null } = knownWeights(id);
      const [installed, isPartial] = await Promise.all([library.find(id), library.isPartial(id)]);
      return { id, title, purpose, terms, address, aboutBytes, isPartial, installed };
    }),
  );
}

/** False if it was stopped, by its name (`weightsWork`). */
export async function downloadLibraryWeights(
  { dataFolder, id }: LibraryPlace,
  report: (progress: InstallProgress) => void,
): Promise<boolean> {
  const library = new WeightsLibrary(dataFolder);
  const installed = await stoppable(weightsWork(id), (signal) =>
    library.download(id, { signal, onProgress: (progress) => report(asInstallProgress(progress)) }),
  );
  return installed !== undefined;
}

export async function addLibraryWeights({
  dataFolder,
  id,
  file,
}: LibraryPlace & { readonly file: string }): Promise<void> {
  await new WeightsLibrary(dataFolder).add(id, file);
}

export async function removeLibraryWeights({ dataFolder, id }: LibraryPlace): Promise<void> {
  await new WeightsLibrary(dataFolder).remove(id);
}

export async function checkLibraryWeights({ dataFolder, id }: LibraryPlace): Promise<boolean> {
  return await new WeightsLibrary(dataFolder).isIntact(id);
}
