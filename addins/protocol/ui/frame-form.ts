import { refuse } from './refuse.ts';
import { NAME_CHARACTERS, NAMES } from './ui-frames.ts';
import type { WireNumbers } from './wire-numbers.ts';

/** Numbers in memory of their own: nobody may change them after the check, and nothing rides along behind them. */
export function isNumbers(value: unknown): value is WireNumbers {
  if (!ArrayBuffer.isView(value) || Object.prototype.toString.call(value) !== '[object Int16Array]') return false;
  const { buffer, byteLength } = value;
  return Object.prototype.toString.call(buffer) === '[object ArrayBuffer]' && buffer.byteLength === byteLength;
}

/** New names of a view that has `known` of them. */
export function checkNames(names: readonly unknown[], known: number): void {
  if (names.length + known > NAMES) refuse('there were too many names');
  for (let index = 0; index < names.length; index++) {
    const name = names[index];
    if (typeof name !== 'string' || name.length === 0 || name.length > NAME_CHARACTERS) refuse('a name was not usable');
  }
}
