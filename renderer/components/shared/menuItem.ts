/** One action of a menu. */
import type { IconName } from './icons.ts';

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  readonly keys?: string;
  readonly disabled?: boolean;
  readonly run: () => void;
}
