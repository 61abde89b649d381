/**
 * Runs a command after the menu or dialog it was chosen in has given the focus back. A command that
 * moves the focus itself would otherwise lose it again to that restoring.
 */
export function afterFocusReturns(run: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(run));
}

const PASSING = '[role="menubar"], [role="menu"], [role="listbox"], [data-passing-focus]';

/**
 * Remembers where the keyboard was before it went to a menu, which only ever borrows it.
 * Returns a reader and the way to stop watching.
 */
export function watchFocus(document: Document): { last(): HTMLElement | null; stop(): void } {
  let last: HTMLElement | null = null;
  const remember = (event: FocusEvent): void => {
    if (event.target instanceof HTMLElement && !event.target.closest(PASSING)) last = event.target;
  };
  document.addEventListener('focusin', remember);
  return {
    last: () => (last?.isConnected ? last : null),
    stop: () => document.removeEventListener('focusin', remember),
  };
}
