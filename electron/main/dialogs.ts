/** Native dialogs in which a person chooses files and folders. All answer undefined if the person changes their mind. */
import { dialog, type BrowserWindow, type FileFilter } from 'electron';
import { BUNDLE_ENDING } from '../../core/bundle/format.ts';

const PIPELINE_FILTERS: FileFilter[] = [
  { name: 'OMGD pipeline', extensions: ['omgd.json', 'json'] },
  { name: 'All files', extensions: ['*'] },
];

const WEIGHTS_FILTERS: FileFilter[] = [
  { name: 'Weights', extensions: ['safetensors', 'pth', 'pt', 'h5'] },
  { name: 'All files', extensions: ['*'] },
];

const BUNDLE_FILTERS: FileFilter[] = [
  { name: 'OMGD bundle', extensions: ['omgd.zip', 'zip'] },
  { name: 'All files', extensions: ['*'] },
];

export class Dialogs {
  readonly #getWindow: () => BrowserWindow;

  constructor(getWindow: () => BrowserWindow) {
    this.#getWindow = getWindow;
  }

  async openPipeline(): Promise<string | undefined> {
    return await this.#open({ title: 'Open Pipeline', filters: PIPELINE_FILTERS, properties: ['openFile'] });
  }

  async openWeights(): Promise<string | undefined> {
    return await this.#open({ title: 'Choose a Weights File', filters: WEIGHTS_FILTERS, properties: ['openFile'] });
  }

  async openSegmentationNetwork(): Promise<string | undefined> {
    const filters: FileFilter[] = [{ name: 'ONNX network', extensions: ['onnx'] }];
    return await this.#open({ title: 'Choose a Segmentation Network', filters, properties: ['openFile'] });
  }

  async openBundle(): Promise<string | undefined> {
    return await this.#open({ title: 'Open Bundle', filters: BUNDLE_FILTERS, properties: ['openFile'] });
  }

  async saveBundle(suggestedName: string): Promise<string | undefined> {
    return await this.#save('Save as Bundle', `${suggestedName}${BUNDLE_ENDING}`, BUNDLE_FILTERS);
  }

  async openFolder(title: string): Promise<string | undefined> {
    return await this.#open({ title, properties: ['openDirectory'] });
  }

  async openArchive(title: string, name: string): Promise<string | undefined> {
    const filters: FileFilter[] = [{ name: `Archive with ${name}`, extensions: ['zip', 'tar', 'gz', 'tgz'] }];
    return await this.#open({ title, filters, properties: ['openFile'] });
  }

  async savePipeline(suggestedName: string): Promise<string | undefined> {
    return await this.#save('Save Pipeline', `${suggestedName}.omgd.json`, PIPELINE_FILTERS);
  }

  async saveFile(suggestedName: string, extension: string): Promise<string | undefined> {
    const name = suggestedName.endsWith(`.${extension}`) ? suggestedName : `${suggestedName}.${extension}`;
    return await this.#save('Save', name, [{ name: extension.toUpperCase(), extensions: [extension] }]);
  }

  /** Whether to stop and save what trains, at least one run or sweep, and quit. */
  async confirmQuit(names: readonly string[]): Promise<boolean> {
    const named = names.map((name) => `“${name}”`);
    const { response } = await dialog.showMessageBox(this.#getWindow(), {
      type: 'question',
      message: `Still running: ${named.join(', ')}`,
      detail: 'Training can stop after this step and save, and be picked up where it stopped later.',
      buttons: ['Stop, Save and Quit', 'Cancel'],
      defaultId: 0,
      cancelId: 1,
    });
    return response === 0;
  }

  async #open(options: Electron.OpenDialogOptions): Promise<string | undefined> {
    const { canceled, filePaths } = await dialog.showOpenDialog(this.#getWindow(), options);
    return canceled ? undefined : filePaths[0];
  }

  async #save(title: string, defaultPath: string, filters: FileFilter[]): Promise<string | undefined> {
    const { canceled, filePath } = await dialog.showSaveDialog(this.#getWindow(), { title, defaultPath, filters });
    return canceled || filePath === '' ? undefined : filePath;
  }
}
