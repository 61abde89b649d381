import type { LeavingKey } from '../../addins/protocol/leaving-keys.ts';

/** Of the box around a page. */
export const WEB_BOX = 'rv-web';

/** Takes the keyboard out of the page that has it, if one in `where` has, and lets the key do what it does in the window. */
export function leavePage(key: LeavingKey, where: ParentNode = document): void {
  const focused = document.activeElement;
  const box = focused instanceof HTMLIFrameElement ? focused.closest<HTMLElement>(`.${WEB_BOX}`) : null;
  if (!box || !(where === box || where.contains(box))) return;
  box.focus();
  if (key === 'Escape') return;
  const [ctrlKey, shiftKey] = [key.includes('Ctrl'), key.includes('Shift')];
  box.dispatchEvent(new KeyboardEvent('keydown', { key: 'F6', ctrlKey, shiftKey, bubbles: true, cancelable: true }));
}
