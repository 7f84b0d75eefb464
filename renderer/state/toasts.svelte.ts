/** Short messages at the edge of the window. */
import type { StudioError } from '../../core/protocol/studio/errors.ts';
import { errorText } from '../format/errorText.ts';
import type { ToastItem } from '../components/shared/toastItem.ts';

const VISIBLE_MS = 6000;
/** Errors and warnings carry something to read and to do. */
const ERROR_VISIBLE_MS = 15000;

export class Toasts {
  items = $state.raw<readonly ToastItem[]>([]);
  #nextId = 0;

  /** Says that something was done; `action` is usually Undo or Show. */
  done(text: string, action?: ToastItem['action']): void {
    this.#show({ tone: 'ok', text, action }, VISIBLE_MS);
  }

  warn(text: string, action?: ToastItem['action']): void {
    this.#show({ tone: 'warn', text, action }, ERROR_VISIBLE_MS);
  }

  /** Says what went wrong, where, and what to do. */
  fail(error: StudioError): void {
    this.#show({ tone: 'danger', text: `${error.title}. ${errorText(error)}` }, ERROR_VISIBLE_MS);
  }

  dismiss(id: number): void {
    this.items = this.items.filter((item) => item.id !== id);
  }

  #show(item: Omit<ToastItem, 'id'>, visibleMs: number): void {
    const id = this.#nextId++;
    this.items = [...this.items, { ...item, id }];
    setTimeout(() => this.dismiss(id), visibleMs);
  }
}
