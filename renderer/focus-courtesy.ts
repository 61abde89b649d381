/** Milliseconds after a key press during which the person is taken to be writing. */
const WRITING = 1_000;

let lastTyped = { at: Number.NEGATIVE_INFINITY, addinId: '' };

/** Notes who the person writes to. Call once. */
export function watchTyping(page: Document): void {
  page.addEventListener(
    'keydown',
    ({ target, key }) => {
      if (key.length !== 1 || !(target instanceof Element)) return;
      const frame = target.closest('[data-addin-id]');
      lastTyped = { at: performance.now(), addinId: frame?.getAttribute('data-addin-id') ?? '' };
    },
    { capture: true },
  );
}

/** A frame that opens by itself does not take the keyboard from someone who is writing in another add-in. */
export function mayTakeFocus(addinId: string): boolean {
  const isWriting = performance.now() - lastTyped.at < WRITING;
  return !isWriting || lastTyped.addinId === addinId || lastTyped.addinId === '';
}
