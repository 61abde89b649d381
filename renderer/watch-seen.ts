import type { WindowModel } from './window-model.ts';
import { seenFrames } from './workspace/seen-frames.ts';

const NONE: ReadonlySet<string> = new Set();

/** Tells each view whether a person can see it, whenever frames or pages change. */
export function watchSeen({ workspace, state, links }: Pick<WindowModel, 'workspace' | 'state' | 'links'>): void {
  const tell = (): void => {
    const current = workspace.store.getState();
    const seen = state.getState().page === 'workspace' ? seenFrames(current) : NONE;
    for (const { addinId, frameId } of current.frames.values()) {
      links.linkFor(addinId).setSeen?.(frameId, seen.has(frameId));
    }
  };
  workspace.store.subscribe(tell);
  state.subscribe((next, before) => {
    if (next.page !== before.page) tell();
  });
}
