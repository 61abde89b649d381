import { checkValue } from '../../protocol/inspect/check-value.ts';
import { INSPECT_ITEMS, INSPECT_NAME, INSPECT_PAGE, INSPECT_SENTENCE } from '../../protocol/inspect/inspect-limits.ts';
import type {
  Description,
  ListChange,
  Outcome,
  Page,
  PropertyValue,
  ValueChange,
} from '../../protocol/inspect/inspect-messages.ts';
import type { Scalar } from '../../protocol/inspect/property-row.ts';
import { sameShown } from '../../protocol/inspect/same-value.ts';
import { Budget } from './budget.ts';
import { changeList } from './list-changes.ts';
import { messageOf, shownValue } from './shown-value.ts';
import type { Slot, Slots } from './slots.ts';

/** What happened to a place of an object: the names lead from the inspectable object inwards. */
export interface Written {
  path: readonly string[];
  before: unknown;
  after: unknown;
}

export interface TargetOptions {
  readonly key: string;
  readonly title: () => string;
  readonly slots: Slots;
  /** From the inspectable object inwards. */
  readonly path: readonly string[];
  /** Tells the author that the window changed something. */
  readonly onWrite: (written: Written) => void;
}

interface Seen {
  value: PropertyValue;
  /** The items, for a list: it may change although it looks the same from outside. */
  items: readonly unknown[] | null;
  /** The version in which it became what it is. */
  since: number;
}

/**
 * An object or a list as the window sees it. It remembers the last value of everything the window asked for: what is
 * different the next time counts as changed, whether its author said so or not.
 */
export class Target {
  readonly options: TargetOptions;
  readonly #seen = new Map<string, Seen>();
  /** What changed since the last `takeNews`. */
  #news = new Map<string, PropertyValue>();
  #version = 1;
  #size = -1;
  #sizeChanged = false;

  constructor(options: TargetOptions) {
    this.options = options;
  }

  get version(): number {
    return this.#version;
  }

  /** Throws when the object is not there any more. */
  describe({ start, count }: Page): Omit<Description, 'shape' | 'definition'> {
    const { key, slots } = this.options;
    const budget = new Budget();
    const total = Math.min(slots.size(), INSPECT_ITEMS);
    const values: PropertyValue[] = [];
    let index = start;
    while (index < Math.min(total, start + count) && !(budget.isSpent && values.length > 0)) {
      const slot = slots.at(index++);
      values.push(slot ? this.#look(slot) : null);
    }
    this.#noteSize(total);
    return { key, title: this.#title(), version: this.#version, start, total, values, more: index < total };
  }

  #title(): string {
    const { title, key } = this.options;
    try {
      return String(title()).slice(0, INSPECT_NAME);
    } catch {
      return key;
    }
  }

  /** Looks again at what the window knows: at `names`, or at everything. False when there was no time for all of it. */
  refresh(names: ReadonlySet<string> | null): boolean {
    const budget = new Budget();
    this.#noteSize(Math.min(this.options.slots.size(), INSPECT_ITEMS));
    for (const name of this.#seen.keys()) {
      if (names !== null && !names.has(name)) continue;
      if (budget.isSpent) return false;
      const slot = this.options.slots.named(name);
      if (slot) this.#look(slot);
      else this.#seen.delete(name);
    }
    return true;
  }

  /** What changed since this was last asked; null for too much to list. */
  takeNews(): ValueChange[] | null {
    const isTooMuch = this.#sizeChanged || this.#news.size > INSPECT_PAGE;
    const news = isTooMuch ? null : [...this.#news];
    this.#news = new Map();
    this.#sizeChanged = false;
    return news;
  }

  set(name: string, value: Scalar, expected: number): Outcome {
    const slot = this.options.slots.named(name);
    if (!slot) return { outcome: 'gone' };
    const problem = slot.row.readonly ? 'This cannot be changed.' : checkValue(slot.row, value);
    if (problem !== undefined) return invalid(problem);
    const now = this.#look(slot);
    if (sameShown(now, value)) return { outcome: 'ok', version: this.#version, changed: [[name, now]] };
    if (this.#changedAfter(name, expected)) return { outcome: 'conflict', version: this.#version, value: now };
    return this.#write(slot, value);
  }

  reset(name: string, expected: number): Outcome {
    const standard = this.options.slots.named(name)?.row.default;
    if (standard === undefined) return invalid('There is no value to go back to.');
    return this.set(name, standard, expected);
  }

  /** Changes which items the list in a property has. */
  collection(name: string, change: ListChange, expected: number): Outcome {
    const slot = this.options.slots.named(name);
    if (slot?.property.type !== 'list') return { outcome: 'gone' };
    const now = this.#look(slot);
    if (this.#changedAfter(name, expected)) return { outcome: 'conflict', version: this.#version, value: now };
    try {
      const next = changeList(slot, change);
      return typeof next === 'string' ? invalid(next) : this.#write(slot, next);
    } catch (thrown) {
      return invalid(messageOf(thrown));
    }
  }

  #write(slot: Slot, value: unknown): Outcome {
    try {
      const problem = slot.check(value);
      if (problem !== undefined) return invalid(problem);
      const before = slot.read();
      slot.write(value);
      const after = this.#look(slot);
      this.options.onWrite({ path: [...this.options.path, slot.name], before, after: readOr(slot, after) });
    } catch (thrown) {
      return invalid(messageOf(thrown));
    }
    this.#news.set(slot.name, this.#look(slot));
    this.refresh(null);
    return { outcome: 'ok', version: this.#version, changed: [...this.#news].slice(0, INSPECT_PAGE) };
  }

  #look(slot: Slot): PropertyValue {
    const value = shownValue(slot);
    const items = itemsOf(slot);
    const seen = this.#seen.get(slot.name);
    if (seen && sameShown(seen.value, value) && sameItems(seen.items, items)) return value;
    if (seen) {
      this.#version++;
      this.#news.set(slot.name, value);
    }
    this.#seen.set(slot.name, { value, items, since: this.#version });
    return value;
  }

  #changedAfter(name: string, expected: number): boolean {
    return (this.#seen.get(name)?.since ?? 0) > expected;
  }

  #noteSize(size: number): void {
    if (this.#size >= 0 && size !== this.#size) {
      this.#version++;
      this.#sizeChanged = true;
    }
    this.#size = size;
  }
}

/** What a place holds; `otherwise` where reading it fails. */
function readOr(slot: Slot, otherwise: unknown): unknown {
  try {
    return slot.read();
  } catch {
    return otherwise;
  }
}

function itemsOf(slot: Slot): readonly unknown[] | null {
  if (slot.property.type !== 'list') return null;
  try {
    const list = slot.read();
    return Array.isArray(list) ? [...list] : null;
  } catch {
    return null;
  }
}

function sameItems(left: readonly unknown[] | null, right: readonly unknown[] | null): boolean {
  if (left === null || right === null) return left === right;
  return left.length === right.length && left.every((item, index) => Object.is(item, right[index]));
}

function invalid(message: string): Outcome {
  return { outcome: 'invalid', message: message.slice(0, INSPECT_SENTENCE) };
}
