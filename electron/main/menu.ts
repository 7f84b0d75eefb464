/** The menu bar, made from the table of commands that the window shares. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import { COMMANDS, MENUS, type Command, type CommandId, type MenuName } from '../../core/protocol/studio/commands.ts';
import type { Recent } from './files/recents.ts';

export interface MenuState {
  readonly disabledCommands: readonly CommandId[];
  /** Keys that a person has changed. */
  readonly keys: Readonly<Record<string, string>>;
  readonly recents: readonly Recent[];
  readonly isDevelopment: boolean;
}

export interface MenuActions {
  command(command: CommandId): void;
  openRecent(path: string): void;
}

type Item = MenuItemConstructorOptions;

const LABELS: Readonly<Record<MenuName, string>> = {
  file: '&File',
  edit: '&Edit',
  view: '&View',
  run: '&Run',
  go: '&Go',
  help: '&Help',
};

const LINE: Item = { type: 'separator' };
/** Ctrl+1 … Ctrl+9 */
const RECENTS_WITH_KEY = 9;

export function showMenu(state: MenuState, actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, actions)));
}

export function menuTemplate(state: MenuState, actions: MenuActions): Item[] {
  const menus = MENUS.map((menu): Item => {
    return {
      label: LABELS[menu],
      submenu: [...commandItems(menu, state, actions), ...extraItems(menu, state, actions)],
    };
  });
  return process.platform === 'darwin' ? [{ role: 'appMenu' }, ...menus, { role: 'windowMenu' }] : menus;
}

function commandItems(menu: MenuName, { disabledCommands, keys }: MenuState, actions: MenuActions): Item[] {
  const entries = (Object.entries(COMMANDS) as [CommandId, Command][]).filter(([, command]) => command.menu === menu);
  return entries.flatMap(([id, { title, accelerator, group }], index) => {
    const key = keys[id] ?? accelerator;
    const item: Item = {
      id,
      label: title,
      enabled: !disabledCommands.includes(id),
      click: () => actions.command(id),
      ...(key === '' ? {} : { accelerator: key }),
    };
    const isNewGroup = index > 0 && entries[index - 1]?.[1].group !== group;
    return isNewGroup ? [LINE, item] : [item];
  });
}

/** Items that are no commands of the studio. */
function extraItems(menu: MenuName, state: MenuState, actions: MenuActions): Item[] {
  switch (menu) {
    case 'file':
      return [LINE, recentsItem(state.recents, actions), LINE, { role: 'quit' }];
    case 'edit':
      return [LINE, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }];
    case 'view':
      return [
        LINE,
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        LINE,
        { role: 'togglefullscreen' },
        ...(state.isDevelopment ? [{ role: 'toggleDevTools' } as const] : []),
      ];
    case 'run':
    case 'go':
    case 'help':
      return [];
  }
}

function recentsItem(recents: readonly Recent[], actions: MenuActions): Item {
  const submenu = recents.map(({ path }, index): Item => {
    const key = index < RECENTS_WITH_KEY ? { accelerator: `CmdOrCtrl+${String(index + 1)}` } : {};
    return { label: path, click: () => actions.openRecent(path), ...key };
  });
  return { label: 'Open Recent', enabled: recents.length > 0, submenu };
}
