/**
 * How large a value is when everything it names is counted each time that it is named. Such a value may be small to send
 * and enormous to walk: a list that names the one below it twice, thirty levels deep, has a thousand million entries.
 */
interface Extent {
  readonly entries: number;
  readonly levels: number;
}

/** Entries that are simply counted: most values are smaller, and remembering what was seen costs more than they do. */
const FEW = 1_000;

/** True when `value`, whatever its form, has at most so many entries, nested at most so deep. Runs only its getters. */
export function isWithin(value: unknown, { entries, levels }: Extent): boolean {
  if (entriesLeft(value, FEW, levels) >= 0) return true;
  return new Measure(entries).of(value, levels) !== undefined;
}

/** What is left of `budget` after counting one by one; below zero when it is spent or the value is nested too deep. */
function entriesLeft(value: unknown, budget: number, levels: number): number {
  if (!isContainer(value)) return budget - 1;
  if (levels <= 0) return -1;
  let left = budget - 1;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && left >= 0; index++) left = entriesLeft(value[index], left, levels - 1);
    return left;
  }
  for (const key in value) {
    left = entriesLeft((value as Record<string, unknown>)[key], left, levels - 1);
    if (left < 0) return -1;
  }
  return left;
}

/** Looks at everything once, however often it is named: takes no longer than the peer took to send it. */
class Measure {
  readonly #most: number;
  readonly #known = new Map<object, Extent>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Undefined when it has more entries or levels; so has everything that names itself. */
  of(value: unknown, levels: number): Extent | undefined {
    if (!isContainer(value)) return PRIMITIVE;
    const known = this.#known.get(value);
    if (known) return known.levels <= levels ? known : undefined;
    const measured = levels > 0 ? this.#inside(value, levels - 1) : undefined;
    if (measured) this.#known.set(value, measured);
    return measured;
  }

  #inside(value: object, levels: number): Extent | undefined {
    if (Array.isArray(value) && value.length > this.#most) return undefined;
    let entries = 1;
    let deepest = 0;
    for (const entry of Array.isArray(value) ? value : Object.values(value)) {
      const inner = this.of(entry, levels);
      if (!inner) return undefined;
      entries += inner.entries;
      if (entries > this.#most) return undefined;
      deepest = Math.max(deepest, inner.levels);
    }
    return { entries, levels: deepest + 1 };
  }
}

const PRIMITIVE: Extent = { entries: 1, levels: 0 };

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}
