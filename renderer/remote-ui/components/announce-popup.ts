/** What a popup says about itself on the part that opens it. */
export interface PopupState {
  readonly open: boolean;
  /** Of the popup, which is there only while it is open. */
  readonly id: string;
}

/** Roles that may be open or closed; the rest of the words go to anything. */
const EXPANDABLE = 'button, [role="button"], [role="combobox"]';
const OURS = 'data-opens';

/** Tells assistive technology what `opener` opens. One that already opens something of its own keeps saying that. */
export function announcePopup(opener: Element | null, { open, id }: PopupState): void {
  if (!opener || (opener.hasAttribute('aria-haspopup') && opener.getAttribute(OURS) !== id)) return;
  opener.setAttribute(OURS, id);
  opener.setAttribute('aria-haspopup', 'dialog');
  if (opener.matches(EXPANDABLE)) opener.setAttribute('aria-expanded', String(open));
  if (open) opener.setAttribute('aria-controls', id);
  else opener.removeAttribute('aria-controls');
}
