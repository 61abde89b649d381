import { findRuntime } from './runtime.ts';
import { hasDisplay } from './setup/system-packages.ts';

/**
 * How many applications tests may drive at a time. A test mostly waits: for processes, animations, the time that a
 * question must have been in view. Two of them fit on two cores, but not on one screen, where their windows would take
 * the keyboard from each other.
 */
export function windowsAtOnce(): number {
  const eachHasItsOwnScreen = findRuntime().kind === 'stand-in' && !hasDisplay();
  return eachHasItsOwnScreen ? 2 : 1;
}
