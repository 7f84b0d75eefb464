/** One short message. */
export interface ToastItem {
  readonly id: number;
  readonly tone: 'ok' | 'warn' | 'danger';
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
}
