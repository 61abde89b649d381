import type { ViewPortLabel } from '../../preload/bridge.ts';

/** A link that goes nowhere. */
export function fakeLink(): {
  attach(port: MessagePort, label: ViewPortLabel): undefined;
  openView(frameId: string, view: string, params: unknown): void;
  closeView(frameId: string): void;
  freeze(generation: number): undefined;
  draw(generation: number): undefined;
  commit(generation: number): undefined;
  abandon(generation: number): void;
  ended(generation: number): void;
} {
  return {
    attach: () => undefined,
    openView: () => undefined,
    closeView: () => undefined,
    freeze: () => undefined,
    draw: () => undefined,
    commit: () => undefined,
    abandon: () => undefined,
    ended: () => undefined,
  };
}
