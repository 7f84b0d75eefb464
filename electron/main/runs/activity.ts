/** What the computer shows and does while runs are active: taskbar, staying awake, notifications. */
import { Notification, powerSaveBlocker, type BrowserWindow } from 'electron';
import type { Settings } from '../../../core/protocol/studio/settings.ts';
import type { Announcement } from './announcement.ts';

export interface ActivityOptions {
  readonly getWindow: () => BrowserWindow | undefined;
  readonly getSettings: () => Settings;
}

interface ActiveRun {
  /** 0 to 1; undefined before the first step. */
  readonly fraction: number | undefined;
  readonly isPaused: boolean;
}

/** Removes the bar from the taskbar. */
const NO_PROGRESS = -1;

export class Activity {
  readonly #options: ActivityOptions;
  readonly #runs = new Map<string, ActiveRun>();
  /** A notification that nobody holds is collected as garbage, and a click on it would do nothing. */
  readonly #shown = new Set<Notification>();
  #blocker: number | undefined;

  constructor(options: ActivityOptions) {
    this.#options = options;
  }

  begin(runId: string): void {
    this.#runs.set(runId, { fraction: undefined, isPaused: false });
    this.update();
  }

  /** `fraction`: 0 to 1. */
  progress(runId: string, fraction: number): void {
    this.#change(runId, { fraction });
  }

  /** While nothing but paused runs is left, the computer may sleep. */
  setPaused(runId: string, isPaused: boolean): void {
    this.#change(runId, { isPaused });
  }

  end(runId: string): void {
    this.#runs.delete(runId);
    this.update();
  }

  /** Does what runs and settings ask for now. */
  update(): void {
    const runs = [...this.#runs.values()];
    const isBusy = runs.some(({ isPaused }) => !isPaused);
    this.#keepAwake(isBusy && this.#options.getSettings().keepAwake);
    const fractions = runs.flatMap(({ fraction }) => fraction ?? []);
    const sum = fractions.reduce((total, fraction) => total + fraction, 0);
    const shown = fractions.length === 0 ? NO_PROGRESS : sum / fractions.length;
    this.#options.getWindow()?.setProgressBar(shown, { mode: isBusy ? 'normal' : 'paused' });
  }

  /** Tells the end of something to a person who is not looking at the window. `text`: undefined if it shall not be told. */
  announce(text: Announcement | undefined, onClick: () => void): void {
    if (text === undefined || this.#options.getWindow()?.isFocused() || !Notification.isSupported()) return;
    const notification = new Notification(text);
    this.#shown.add(notification);
    notification.on('click', () => {
      this.#shown.delete(notification);
      onClick();
    });
    notification.on('close', () => this.#shown.delete(notification));
    notification.show();
  }

  #change(runId: string, changes: Partial<ActiveRun>): void {
    const run = this.#runs.get(runId);
    if (!run) return;
    this.#runs.set(runId, { ...run, ...changes });
    this.update();
  }

  #keepAwake(isWanted: boolean): void {
    if (isWanted) this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (this.#blocker !== undefined) powerSaveBlocker.stop(this.#blocker);
    if (!isWanted) this.#blocker = undefined;
  }
}
