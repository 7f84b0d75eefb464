/**
 * Every action that has a name: the main process builds the menu from this table, the window its palette and keys. An
 * accelerator is in Electron's notation; `CmdOrCtrl` is Cmd on macOS and Ctrl elsewhere.
 */
import { z } from 'zod';

export const MENUS = ['file', 'edit', 'view', 'run', 'go', 'help'] as const;
export type MenuName = (typeof MENUS)[number];

export interface Command {
  readonly title: string;
  readonly menu: MenuName;
  /** '' for none. */
  readonly accelerator: string;
  /** Items of one group stand together; a line is drawn between groups. */
  readonly group: number;
}

export const COMMANDS = {
  'pipeline.new': { title: 'New Pipeline', menu: 'file', accelerator: 'CmdOrCtrl+N', group: 1 },
  'pipeline.open': { title: 'Open Pipeline…', menu: 'file', accelerator: 'CmdOrCtrl+O', group: 1 },
  'bundle.open': { title: 'Open Bundle…', menu: 'file', accelerator: 'CmdOrCtrl+Shift+O', group: 1 },
  'pipeline.save': { title: 'Save Pipeline', menu: 'file', accelerator: 'CmdOrCtrl+S', group: 2 },
  'pipeline.saveAs': { title: 'Save Pipeline As…', menu: 'file', accelerator: 'CmdOrCtrl+Shift+S', group: 2 },
  'dataset.import': { title: 'Import Dataset…', menu: 'file', accelerator: 'CmdOrCtrl+I', group: 3 },
  'app.settings': { title: 'Settings…', menu: 'file', accelerator: 'CmdOrCtrl+,', group: 4 },
  'edit.undo': { title: 'Undo', menu: 'edit', accelerator: 'CmdOrCtrl+Z', group: 1 },
  'edit.redo': { title: 'Redo', menu: 'edit', accelerator: 'CmdOrCtrl+Shift+Z', group: 1 },
  'edit.addNode': { title: 'Add Node…', menu: 'edit', accelerator: 'CmdOrCtrl+Shift+A', group: 3 },
  'view.palette': { title: 'Command Palette…', menu: 'view', accelerator: 'CmdOrCtrl+K', group: 1 },
  'view.fit': { title: 'Fit Pipeline in View', menu: 'view', accelerator: 'CmdOrCtrl+Shift+F', group: 1 },
  'view.nextPart': { title: 'Next Part of the Window', menu: 'view', accelerator: 'F6', group: 2 },
  'view.previousPart': { title: 'Previous Part of the Window', menu: 'view', accelerator: 'Shift+F6', group: 2 },
  'view.shortcuts': { title: 'Keyboard Shortcuts', menu: 'help', accelerator: 'CmdOrCtrl+/', group: 1 },
  'run.start': { title: 'Distil', menu: 'run', accelerator: 'CmdOrCtrl+Enter', group: 1 },
  'sweep.new': { title: 'New Sweep…', menu: 'run', accelerator: 'CmdOrCtrl+Shift+N', group: 1 },
  'run.check': { title: 'Check Pipeline', menu: 'run', accelerator: 'CmdOrCtrl+Shift+Enter', group: 1 },
  'run.pause': { title: 'Pause or Continue', menu: 'run', accelerator: 'CmdOrCtrl+P', group: 2 },
  'run.stop': { title: 'Stop and Save', menu: 'run', accelerator: 'CmdOrCtrl+.', group: 2 },
  'run.resume': { title: 'Pick Up Where It Stopped', menu: 'run', accelerator: 'CmdOrCtrl+Shift+R', group: 2 },
  'run.evaluate': { title: 'Evaluate…', menu: 'run', accelerator: 'CmdOrCtrl+Shift+E', group: 3 },
  'bundle.save': { title: 'Save Run as Bundle…', menu: 'run', accelerator: '', group: 3 },
  'go.home': { title: 'Home', menu: 'go', accelerator: 'Alt+1', group: 1 },
  'go.pipeline': { title: 'Pipeline', menu: 'go', accelerator: 'Alt+2', group: 1 },
  'go.runs': { title: 'Runs', menu: 'go', accelerator: 'Alt+3', group: 1 },
  'go.sweeps': { title: 'Sweeps', menu: 'go', accelerator: 'Alt+4', group: 1 },
  'go.compare': { title: 'Compare', menu: 'go', accelerator: 'Alt+5', group: 1 },
  'go.datasets': { title: 'Datasets', menu: 'go', accelerator: 'Alt+6', group: 1 },
  'go.export': { title: 'Export', menu: 'go', accelerator: 'Alt+7', group: 1 },
  'go.playground': { title: 'Playground', menu: 'go', accelerator: 'Alt+8', group: 1 },
  'go.latestRun': { title: 'Latest Run', menu: 'go', accelerator: 'CmdOrCtrl+L', group: 2 },
  'app.dataFolder': { title: 'Show Data Folder', menu: 'help', accelerator: '', group: 2 },
  'app.about': { title: 'About OMGD Studio', menu: 'help', accelerator: '', group: 3 },
} as const satisfies Readonly<Record<string, Command>>;

export type CommandId = keyof typeof COMMANDS;
export const CommandIdSchema = z.enum(Object.keys(COMMANDS) as [CommandId, ...CommandId[]]);
