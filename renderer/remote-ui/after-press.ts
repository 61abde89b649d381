/**
 * Calls when no pointer is held down, at once where none is. What a field says when it is left moves what stands below it:
 * done while the button is still held, the press that left the field would miss what the person pressed.
 */
export function afterPress(page: Document, call: () => void): void {
  if (page.querySelector(':active') === null) return call();
  const released = new AbortController();
  const release = (): void => {
    released.abort();
    // The click comes after this event, in the same turn.
    setTimeout(call);
  };
  for (const name of ['pointerup', 'pointercancel', 'dragend']) {
    page.addEventListener(name, release, { capture: true, signal: released.signal });
  }
}
