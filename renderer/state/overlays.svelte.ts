/** The one thing that lies over the page, opened by a command. */
type Overlay = 'palette' | 'nodes' | 'shortcuts';

export class Overlays {
  open = $state.raw<Overlay>();

  show(overlay: Overlay): void {
    this.open = overlay;
  }

  close(): void {
    this.open = undefined;
  }
}
