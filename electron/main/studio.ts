/** Puts the parts of the main process together. */
import { nativeTheme, session, type BrowserWindow } from 'electron';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { CommandId } from '../../core/protocol/studio/commands.ts';
import { STUDIO_SCHEME } from '../../core/protocol/studio/urls.ts';
import { handleScheme, type SchemeHandler } from '../compat/scheme.ts';
import { Dialogs } from './dialogs.ts';
import type { DocumentPlaces } from './documents.ts';
import { takeDroppedFiles } from './droppedFiles.ts';
import { ExportBook } from './exports/exportBook.ts';
import { Exporter } from './exports/exporter.ts';
import { filesAmong } from './files/filesAmong.ts';
import { FileRegistry } from './files/fileRegistry.ts';
import { Recents } from './files/recents.ts';
import { SettingsFile } from './files/settingsFile.ts';
import type { StudioFolders } from './folders.ts';
import { createHandlers } from './handlers/createHandlers.ts';
import { openPipelineFile } from './handlers/pipelines.ts';
import type { Handlers } from './ipc/handlers.ts';
import { EventSender } from './ipc/eventSender.ts';
import { registerHandlers } from './ipc/registerHandlers.ts';
import { showMenu } from './menu.ts';
import { Activity } from './runs/activity.ts';
import { purgeDeletedRuns } from './runs/purge.ts';
import { createRunService, type RunService } from './runs/runService.ts';
import { studioScheme } from './scheme/studioScheme.ts';
import { StoreKeeper } from './storeKeeper.ts';
import { TokenKeeper } from './targets/tokenKeeper.ts';
import { DatasetBook } from './tools/datasetBook.ts';
import { ToolsProcess } from './tools/toolsProcess.ts';
import { OneAtATime } from './work/oneAtATime.ts';
import { StartPreviewer } from './work/startPreviewer.ts';
import { createMainWindow } from './window/mainWindow.ts';
import { limitPermissions } from './window/security.ts';
import { WindowStateFile } from './window/windowState.ts';

export class Studio {
  readonly #folders: StudioFolders;
  readonly #isDevelopment: boolean;
  readonly #events = new EventSender();
  readonly #files = new FileRegistry();
  readonly #tools = new ToolsProcess();
  /** Works out sweeps, which takes its time, beside the other tools. */
  readonly #planner = new ToolsProcess();
  readonly #store: StoreKeeper;
  readonly #settings: SettingsFile;
  readonly #tokens: TokenKeeper;
  readonly #recents: Recents;
  readonly #book: DatasetBook;
  readonly #exports: ExportBook;
  readonly #exporter: Exporter;
  readonly #work = new OneAtATime();
  readonly #previewer = new StartPreviewer(() => this.#store.store);
  readonly #dialogs: Dialogs;
  readonly #activity: Activity;
  readonly #runs: RunService;
  #disabledCommands: readonly CommandId[] = [];
  #window: BrowserWindow | undefined;

  constructor(folders: StudioFolders, isDevelopment: boolean) {
    this.#folders = folders;
    this.#isDevelopment = isDevelopment;
    const inProfile = (name: string): string => join(folders.profile, name);
    const getStore = () => this.#store.store;
    this.#store = new StoreKeeper(folders.data);
    this.#settings = new SettingsFile(inProfile('settings.json'));
    this.#tokens = new TokenKeeper(inProfile('tokens.json'));
    this.#recents = new Recents(inProfile('recents.json'), () => this.#showMenu());
    this.#book = new DatasetBook(this.#tools, getStore);
    this.#exports = new ExportBook(getStore);
    this.#exporter = new Exporter(getStore, this.#exports, this.#events.send);
    this.#dialogs = new Dialogs(() => this.#openWindow());
    this.#activity = new Activity({
      getWindow: () => this.#window,
      getSettings: () => this.#settings.current,
    });
    this.#runs = createRunService({
      getStore,
      getSettings: () => this.#settings.current,
      sendEvent: this.#events.send,
      activity: this.#activity,
      onFinished: (runId) => void this.#exporter.makeAtEnd(runId),
      show: (event) => {
        this.focus();
        this.#events.send(event);
      },
    });
  }

  /** Opens everything and shows the window. */
  async start(): Promise<void> {
    this.#store.open();
    await Promise.all([this.#settings.load(), this.#tokens.load(), this.#recents.load()]);
    limitPermissions(session.defaultSession);
    handleScheme(session.defaultSession, STUDIO_SCHEME, this.#scheme());
    registerHandlers(this.#handlers());
    this.#applySettings();
    await this.showWindow();
    if (!this.#store.isOpen) return;
    this.#runs.cluster.followAgain();
    await purgeDeletedRuns(this.#store.store, this.#folders.data, Date.now());
  }

  async showWindow(): Promise<void> {
    if (this.#window) return this.focus();
    const window = await createMainWindow({
      stateFile: new WindowStateFile(join(this.#folders.profile, 'window.json')),
      isDark: nativeTheme.shouldUseDarkColors,
      onLoaded: ({ webContents }) => this.#events.connect(webContents),
    });
    window.on('closed', () => (this.#window = undefined));
    this.#window = window;
  }

  focus(): void {
    if (this.#window?.isMinimized()) this.#window.restore();
    this.#window?.focus();
  }

  /** Opens the pipeline file or bundle among the words of a command line that was given in `directory`, if there is one. */
  async openFiles(words: readonly string[], directory: string): Promise<void> {
    const files = filesAmong(words, directory);
    if (files.length > 0) await this.takeFiles(files);
  }

  /** Files from outside: dropped on the window, or given to the program. */
  async takeFiles(paths: readonly string[]): Promise<void> {
    await takeDroppedFiles(paths, {
      openPipeline: (path) => openPipelineFile(path, { places: this.#places(), recents: this.#recents }),
      offerBundle: (path) => {
        const { fileId, name } = this.#files.add(path);
        this.#events.send({ kind: 'bundle-dropped', fileId, name });
      },
      inspect: (folders) => this.#book.inspect(folders),
      sendEvent: this.#events.send,
    });
  }

  /** Stops and saves what trains here, after asking, and leaves to clusters what is there. False: the person wants to stay. */
  async mayQuit(): Promise<boolean> {
    if (!this.isBusy) return true;
    const names = this.#namesOfWork();
    if (this.#window && names.length > 0 && !(await this.#dialogs.confirmQuit(names))) return false;
    await Promise.all([this.#runs.queue.close(), this.#runs.cluster.close(), this.#runs.desk.close()]);
    return true;
  }

  get isBusy(): boolean {
    return this.#namesOfWork().length > 0 || this.#runs.cluster.runIds.length > 0;
  }

  /** Of the active run and the sweeps that are worked on. */
  #namesOfWork(): string[] {
    const { activeRunId } = this.#runs.queue.queue;
    const sweeps = this.#runs.desk.sweepIds.map((sweepId) => this.#store.store.reader.getSweep(sweepId).name);
    return activeRunId === null ? sweeps : [this.#store.store.reader.getRun(activeRunId).name, ...sweeps];
  }

  close(): void {
    this.#exporter.stop();
    this.#work.stop();
    this.#previewer.stop();
    this.#tools.close();
    this.#planner.close();
    this.#store.close();
  }

  #handlers(): Handlers {
    return createHandlers({
      folders: this.#folders,
      store: this.#store,
      places: this.#places(),
      settings: this.#settings,
      tokens: this.#tokens,
      recents: this.#recents,
      tools: this.#tools,
      planner: this.#planner,
      book: this.#book,
      exports: this.#exports,
      exporter: this.#exporter,
      work: this.#work,
      previewer: this.#previewer,
      dialogs: this.#dialogs,
      runs: this.#runs,
      sendEvent: this.#events.send,
      getWindow: () => this.#openWindow(),
      applySettings: () => this.#applySettings(),
      setDisabledCommands: (commands) => {
        this.#disabledCommands = commands;
        this.#showMenu();
      },
    });
  }

  #places(): DocumentPlaces {
    return { files: this.#files, getStore: () => this.#store.store, homeFolder: homedir() };
  }

  #scheme(): SchemeHandler {
    return studioScheme({
      pages: this.#folders.pages,
      pictures: {
        preview: (runId, key) => this.#store.store.reader.previewPng(runId, key),
        datasetPicture: (...request) => this.#book.picture(...request),
      },
      exportFile: (exportId, name) => this.#exports.file(exportId, name),
    });
  }

  #applySettings(): void {
    const settings = this.#settings.current;
    nativeTheme.themeSource = settings.theme;
    if (settings.runtimeFlavour === 'auto') delete process.env['OMGD_RUNTIME'];
    else process.env['OMGD_RUNTIME'] = settings.runtimeFlavour;
    this.#showMenu();
    this.#activity.update();
    this.#events.send({ kind: 'settings-changed', settings });
  }

  #showMenu(): void {
    const state = {
      disabledCommands: this.#disabledCommands,
      keys: this.#settings.current.keys,
      recents: this.#recents.list,
      isDevelopment: this.#isDevelopment,
    };
    showMenu(state, {
      command: (command) => this.#events.send({ kind: 'menu-command', command }),
      openRecent: (path) => this.#events.send({ kind: 'open-recent', fileId: this.#files.add(path).fileId }),
    });
  }

  #openWindow(): BrowserWindow {
    if (this.#window) return this.#window;
    throw new Error('There is no window.');
  }
}
