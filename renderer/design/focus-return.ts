/**
 * Runs a command after the menu or dialog it was chosen in has given the focus back. A command that
 * moves the focus itself would otherwise lose it again to that restoring.
 */
export function afterFocusReturns(run: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(run));
}

/** Parts that only borrow the keyboard. */
const BORROWERS = '[role="menubar"], [role="menu"], [data-host-dialog]';

let last: HTMLElement | null = null;
let home: () => HTMLElement | null = () => null;

/**
 * Remembers where the keyboard is while menus and dialogs borrow it. `homeOf` names the place for it
 * when that one is gone. Call once.
 */
export function rememberFocus(document: Document, homeOf: () => HTMLElement | null): void {
  home = homeOf;
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && !target.closest(BORROWERS)) last = target;
  });
}

/**
 * For `finalFocus` of menus and dialogs. Base UI would give the focus to the first field inside a
 * frame instead of to the frame, so it is given back here.
 */
export function giveFocusBack(): boolean {
  const owner = focusOwner();
  queueMicrotask(() => owner?.focus({ preventScroll: true }));
  return owner === null;
}

/** Where the keyboard belongs when a menu or dialog closes. */
export function focusOwner(): HTMLElement | null {
  return last?.isConnected && !last.closest('[inert]') ? last : home();
}
