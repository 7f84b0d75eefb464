/** What the computer shows and does while runs are active: taskbar, staying awake, notifications. */
import { Notification, powerSaveBlocker, type BrowserWindow } from 'electron';
import type { Settings } from '../../../core/protocol/studio/settings.ts';
import type { Announcement } from './announcement.ts';

export interface ActivityOptions {
  readonly getWindow: () => BrowserWindow | undefined;
  readonly getSettings: () => Settings;
}

/** Removes the bar from the taskbar. */
const NO_PROGRESS = -1;

export class Activity {
  readonly #options: ActivityOptions;
  #blocker: number | undefined;

  constructor(options: ActivityOptions) {
    this.#options = options;
  }

  begin(): void {
    if (this.#options.getSettings().keepAwake) this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension');
  }

  /** `fraction`: 0 to 1. */
  progress(fraction: number): void {
    this.#options.getWindow()?.setProgressBar(fraction);
  }

  end(): void {
    this.#options.getWindow()?.setProgressBar(NO_PROGRESS);
    if (this.#blocker !== undefined) powerSaveBlocker.stop(this.#blocker);
    this.#blocker = undefined;
  }

  /** Tells the end of something to a person who is not looking at the window. `text`: undefined if it shall not be told. */
  announce(text: Announcement | undefined, onClick: () => void): void {
    if (text === undefined || this.#options.getWindow()?.isFocused() || !Notification.isSupported()) return;
    const notification = new Notification(text);
    notification.on('click', onClick);
    notification.show();
  }
}
