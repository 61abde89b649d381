import type { PointerEvent } from 'react';
import { moveBy } from './geometry.ts';
import { trackPointer } from './track-pointer.ts';
import { shownBounds } from './workspace-model.ts';
import type { WorkspaceStore } from './workspace-store.ts';

/** A press this far from where it began is a drag; less is a click that trembled. */
const DRAG_THRESHOLD = 5;

export interface MoveTarget {
  frame: HTMLElement;
  frameId: string;
  workspace: WorkspaceStore;
}

/** Moves a frame by its title bar. A maximised one comes loose, under the pointer, when it is dragged. */
export function startMove(event: PointerEvent<HTMLElement>, target: MoveTarget): void {
  const frame = target.workspace.store.getState().frames.get(target.frameId);
  if (!frame) return;
  if (frame.mode === 'maximised') waitForDrag(event, target);
  else follow(event.nativeEvent, event.currentTarget, target);
}

function follow(event: globalThis.PointerEvent, handle: HTMLElement, target: MoveTarget): void {
  const { frames, area } = target.workspace.store.getState();
  const frame = frames.get(target.frameId);
  if (!frame) return;
  const start = shownBounds(frame, area);
  trackPointer({
    event,
    handle,
    frame: target.frame,
    start,
    boundsAt: (delta) => moveBy(start, delta, area),
    commit: (bounds) => target.workspace.place(target.frameId, bounds),
  });
}

function waitForDrag(event: PointerEvent<HTMLElement>, target: MoveTarget): void {
  const handle = event.currentTarget;
  const first = event.nativeEvent;
  const waiting = new AbortController();
  const stop = { signal: waiting.signal };
  const move = (next: globalThis.PointerEvent): void => {
    const distance = Math.hypot(next.clientX - first.clientX, next.clientY - first.clientY);
    if (distance < DRAG_THRESHOLD) return;
    waiting.abort();
    loosen(next, target);
    follow(next, handle, target);
  };
  handle.setPointerCapture(first.pointerId);
  handle.addEventListener('pointermove', move, stop);
  handle.addEventListener('pointerup', () => waiting.abort(), stop);
  handle.addEventListener('pointercancel', () => waiting.abort(), stop);
}

/** Gives a maximised frame its normal size, with the pointer at the same share of the title bar as before. */
function loosen(event: globalThis.PointerEvent, { frame, frameId, workspace }: MoveTarget): void {
  const { frames, area } = workspace.store.getState();
  const kept = frames.get(frameId);
  if (!kept) return;
  const wide = frame.getBoundingClientRect();
  const { width, height } = shownBounds({ ...kept, mode: 'normal' }, area);
  const share = (event.clientX - wide.left) / wide.width;
  workspace.place(frameId, { x: event.clientX - wide.left - share * width, y: 0, width, height });
}
