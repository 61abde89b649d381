/**
 * True when an add-in may move the keyboard to `element`: it is in its own frame already, or nowhere.
 * An add-in must never pull it away from another frame or from a dialog of the host.
 */
export function mayTakeFocus(element: Element | null): boolean {
  if (!element) return false;
  const { activeElement, body } = element.ownerDocument;
  if (activeElement === null || activeElement === body) return true;
  return activeElement.contains(element) || element.closest('.remote-view')?.contains(activeElement) === true;
}

export function focusIfAllowed(element: HTMLElement | null): void {
  if (mayTakeFocus(element)) element?.focus();
}
