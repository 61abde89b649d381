import type { Event, Input, WebFrameMain } from 'electron';
import type { LeavingKey } from '../../preload/bridge.ts';

const LEAVING_KEYS: readonly LeavingKey[] = ['Escape', 'F6', 'Ctrl+F6', 'Ctrl+Shift+F6'];

/** The part of a window's contents that knows where keys go. */
interface KeySource {
  readonly focusedFrame: WebFrameMain | null;
  on(event: 'before-input-event', listener: (event: Event, input: Input) => void): unknown;
}

/**
 * The keys with which a person leaves a web page of an add-in are taken before the page can see them, so that it can neither
 * swallow them nor be too busy for them. In the window's own page they go where keys go.
 */
export function watchLeavingKeys(contents: KeySource, leave: (key: LeavingKey) => void): void {
  contents.on('before-input-event', (event, input) => {
    const key = leavingKey(input);
    if (key === undefined || contents.focusedFrame?.parent == null) return;
    event.preventDefault();
    if (input.type === 'keyDown') leave(key);
  });
}

function leavingKey({ key, control, shift, alt, meta, isComposing }: Input): LeavingKey | undefined {
  if (alt || meta || isComposing) return undefined;
  const chord = `${control ? 'Ctrl+' : ''}${shift ? 'Shift+' : ''}${key}`;
  return LEAVING_KEYS.find((known) => known === chord);
}
