/** The first argument of Electron's events. */
export class ElectronEvent {
  defaultPrevented = false;

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}
