import type { Event, Input, WebFrameMain } from 'electron';

/** The part of a window's contents that knows where keys go. */
interface KeySource {
  readonly focusedFrame: WebFrameMain | null;
  on(event: 'before-input-event', listener: (event: Event, input: Input) => void): unknown;
}

/**
 * The keys with which a person leaves a web page of an add-in are taken before the page can see them, so that it can neither
 * swallow them nor be too busy for them. In the window's own page they go where keys go.
 */
export function watchLeavingKeys<Key extends string>(
  contents: KeySource,
  keys: readonly Key[],
  leave: (key: Key) => void,
): void {
  contents.on('before-input-event', (event, input) => {
    const chord = chordOf(input);
    const key = keys.find((known) => known === chord);
    if (key === undefined || contents.focusedFrame?.parent == null) return;
    event.preventDefault();
    if (input.type === 'keyDown') leave(key);
  });
}

/** "Ctrl+F6"; undefined for what is no chord of ours. */
function chordOf({ key, control, shift, alt, meta, isComposing }: Input): string | undefined {
  if (alt || meta || isComposing) return undefined;
  return `${control ? 'Ctrl+' : ''}${shift ? 'Shift+' : ''}${key}`;
}
