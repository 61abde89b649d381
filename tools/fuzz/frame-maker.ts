import { FIRST_PREFIX, FRAME_HEADER, itemEnd, KIND, layoutOf } from '../../addins/protocol/frame.ts';
import { hostileValue } from './hostile-values.ts';
import type { Random } from './random.ts';

const KINDS: readonly number[] = Object.values(KIND);
const PREFIXES = KINDS.filter((kind) => kind >= FIRST_PREFIX);
/** Numbers that mean something somewhere: ids, objects, methods, positions. */
const SMALL = 40;

export interface FrameMakerOptions {
  readonly random: Random;
  readonly epoch: number;
  /** Frames that an honest peer sends: what is changed comes from them. */
  readonly honest: readonly (readonly unknown[])[];
  /** Makes the message of a UI item; without, any value. */
  readonly uiMessage?: ((random: Random) => unknown) | undefined;
}

/**
 * Makes frames that are nearly right. What an item consists of comes from the table in frame.ts, so that a new kind of
 * item is tried from the day on which it is in the table.
 */
export class FrameMaker {
  readonly #options: FrameMakerOptions;
  readonly #items: readonly (readonly unknown[])[];

  constructor(options: FrameMakerOptions) {
    this.#options = options;
    this.#items = options.honest.flatMap(itemsOf);
  }

  /** What a peer says first, so that what follows is looked at. */
  hello(): unknown[] {
    return [this.#options.epoch, 0, KIND.hello, 1, 1, []];
  }

  next(): unknown {
    const { random } = this.#options;
    if (random.once(50)) return hostileValue(random);
    const frame: unknown[] = [this.#options.epoch, random.below(SMALL)];
    // Half the time nearly honest: what only a session can meet that has lived for a while.
    if (random.once(2) && this.#items.length > 0) return [...frame, ...this.#nearlyHonest()];
    const items = random.once(100) ? 200 : 1 + random.below(3);
    for (let count = 0; count < items; count++) frame.push(...this.#item());
    return random.once(5) ? this.#damage(frame) : frame;
  }

  #nearlyHonest(): unknown[] {
    const { random } = this.#options;
    const item = [...random.pick(this.#items)];
    return random.once(2) ? item : this.#change(item);
  }

  #item(): unknown[] {
    const { random } = this.#options;
    const prefix = random.once(6) ? this.#made(random.pick(PREFIXES)) : [];
    if (this.#items.length === 0 || random.once(2)) return [...prefix, ...this.#made(random.pick(KINDS))];
    const item = [...random.pick(this.#items)];
    return [...prefix, ...(random.once(4) ? item : this.#change(item))];
  }

  /** An item of the right form with any content. */
  #made(kind: number): unknown[] {
    const { random, uiMessage } = this.#options;
    if (kind === KIND.ui && uiMessage) return [kind, uiMessage(random)];
    const layout = layoutOf(kind);
    if (!layout) return [kind];
    const item: unknown[] = [kind];
    for (let field = 1; field < layout.fields; field++) {
      item.push(field <= layout.numbers ? this.#number() : hostileValue(random));
    }
    if (layout.countAt === undefined) return item;
    const count = random.below(random.once(20) ? 40 : 5);
    item[layout.countAt] = random.once(10) ? this.#number() : count;
    for (let argument = 0; argument < count; argument++) item.push(hostileValue(random));
    return item;
  }

  /** One field is another one now; the arguments are the likeliest. */
  #change(item: unknown[]): unknown[] {
    const { random } = this.#options;
    if (item[0] === KIND.ui && this.#options.uiMessage) return [KIND.ui, this.#options.uiMessage(random)];
    const at = 1 + random.below(Math.max(1, item.length - 1));
    item[at] = random.once(3) ? this.#inside(item[at]) : hostileValue(random);
    return item;
  }

  /** The same list or record with one entry changed. */
  #inside(value: unknown): unknown {
    const { random } = this.#options;
    if (typeof value === 'number') return this.#number();
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return hostileValue(random);
    const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
    const key = random.pick([...Object.keys(copy), 'extra']);
    copy[key] = random.once(3) ? this.#inside(copy[key]) : hostileValue(random);
    return copy;
  }

  #damage(frame: unknown[]): unknown {
    const { random } = this.#options;
    const at = random.below(frame.length);
    const how = random.below(5);
    if (how === 0) frame[at] = hostileValue(random);
    else if (how === 1) frame.splice(at, 1 + random.below(3));
    else if (how === 2) frame.splice(at, 0, hostileValue(random));
    else if (how === 3) frame.length = at;
    else frame.push(...frame.slice(at));
    return frame;
  }

  #number(): number {
    const { random } = this.#options;
    return random.once(8) ? random.pick([0x7fff_ffff, 100_000, 1_025, 257, 65]) : random.below(SMALL);
  }
}

function itemsOf(frame: readonly unknown[]): (readonly unknown[])[] {
  const items: (readonly unknown[])[] = [];
  for (let index = FRAME_HEADER; index < frame.length; ) {
    const end = itemEnd(frame, index);
    if (end < 0) break;
    items.push(frame.slice(index, end));
    index = end;
  }
  return items;
}
