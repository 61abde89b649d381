/** Keys with which a person leaves a web page of an add-in. A page can ask for nothing else. */
export const LEAVING_KEYS = ['Escape', 'F6', 'Ctrl+F6', 'Ctrl+Shift+F6'] as const;
export type LeavingKey = (typeof LEAVING_KEYS)[number];
