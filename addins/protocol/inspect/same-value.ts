import type { PropertyValue } from './inspect-messages.ts';

/** True when two values of one property would be shown alike. */
export function sameShown(left: PropertyValue, right: PropertyValue): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if ('object' in left) return 'object' in right && left.object === right.object;
  if ('error' in left) return 'error' in right && left.error === right.error;
  return 'list' in right && left.list === right.list && left.preview === right.preview;
}
