import { KIND } from '../frame.ts';
import { CALL_ARGUMENTS } from '../limits.ts';
import type { Trace } from '../method.ts';

/** What was said about the next item. Positions are those of its arguments; an answer has only position 0. */
export interface Prefixes {
  trace: Trace | undefined;
  isKept: boolean;
  /** Position, 1 for a list or 0 for a record, and so on. */
  readonly bags: number[];
  /** Position, number of a transfer, and so on. */
  readonly attachments: number[];
  /** Position, id of a kept answer, and so on. */
  readonly awaited: number[];
}

/** Says of the call that follows to which chain it belongs. */
export function writeTrace(items: unknown[], { call, id, depth }: Trace): void {
  items.push(KIND.trace, call, id, depth);
}

/** Collects the prefixes of an item while a frame is read. */
export class PrefixReader {
  #current: Prefixes | undefined;

  /** False when the prefix cannot be meant. */
  add(frame: readonly unknown[], index: number): boolean {
    this.#current ??= { trace: undefined, isKept: false, bags: [], attachments: [], awaited: [] };
    const [kind, first, second] = [frame[index], frame[index + 1] as number, frame[index + 2] as number];
    if (kind === KIND.trace) this.#current.trace = { call: first, id: second, depth: frame[index + 3] as number };
    else if (kind === KIND.keep) this.#current.isKept = true;
    else return first < CALL_ARGUMENTS && this.#note(kind as number, first, second);
    return true;
  }

  #note(kind: number, position: number, value: number): boolean {
    const prefixes = this.#current as Prefixes;
    const list = listOf(prefixes, kind);
    if (list.length >= CALL_ARGUMENTS * 2) return false;
    list.push(position, value);
    return true;
  }

  /** The prefixes of the item that is read now, or undefined, as for nearly every item. */
  take(): Prefixes | undefined {
    const current = this.#current;
    this.#current = undefined;
    return current;
  }
}

function listOf(prefixes: Prefixes, kind: number): number[] {
  if (kind === KIND.bag) return prefixes.bags;
  return kind === KIND.attach ? prefixes.attachments : prefixes.awaited;
}
