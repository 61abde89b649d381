import type { Rectangle } from '../../preload/bridge.ts';
import { type Point, roundRectangle, sameRectangle } from './geometry.ts';

export interface PointerTrack {
  /** The press that started it; its target captures the pointer. */
  event: PointerEvent;
  handle: HTMLElement;
  frame: HTMLElement;
  start: Rectangle;
  boundsAt(delta: Point): Rectangle;
  commit(bounds: Rectangle): void;
}

/**
 * Follows a pointer until it is released. The frame is moved by its custom properties alone, so nothing
 * is rendered while it moves; the store hears of it once. Escape puts the frame back.
 */
export function trackPointer({ event, handle, frame, start, boundsAt, commit }: PointerTrack): void {
  const tracking = new AbortController();
  const { signal } = tracking;
  let current = start;

  const end = (bounds: Rectangle): void => {
    tracking.abort();
    delete frame.dataset['dragging'];
    writeBounds(frame, bounds);
    if (!sameRectangle(bounds, start)) commit(bounds);
  };
  const move = ({ clientX, clientY }: PointerEvent): void => {
    frame.dataset['dragging'] = '';
    current = roundRectangle(boundsAt({ x: clientX - event.clientX, y: clientY - event.clientY }));
    writeBounds(frame, current);
  };
  const giveUp = (key: KeyboardEvent): void => {
    if (key.key !== 'Escape') return;
    key.preventDefault();
    key.stopPropagation();
    end(start);
  };

  handle.setPointerCapture(event.pointerId);
  handle.addEventListener('pointermove', move, { signal });
  handle.addEventListener('pointerup', () => end(current), { signal });
  handle.addEventListener('lostpointercapture', () => end(current), { signal });
  handle.addEventListener('pointercancel', () => end(start), { signal });
  window.addEventListener('keydown', giveUp, { signal, capture: true });
}

function writeBounds(frame: HTMLElement, { x, y, width, height }: Rectangle): void {
  const { style } = frame;
  style.setProperty('--x', `${x}px`);
  style.setProperty('--y', `${y}px`);
  style.setProperty('--width', `${width}px`);
  style.setProperty('--height', `${height}px`);
}
