/** Milliseconds. Finer clocks let code time caches and read what it should not. */
const GRAIN = 10;

export interface CoarseClock {
  Date: DateConstructor;
  performance: { readonly timeOrigin: number; now(): number };
}

/** `Date` and `performance` at 10 ms. Takes the real ones now, before the language wall tames them. */
export function createCoarseClock(): CoarseClock {
  const RealDate = globalThis.Date;
  const realNow = RealDate.now;
  const monotonic = performance.now.bind(performance);
  const now = (): number => coarse(realNow());
  return {
    Date: createDate(RealDate, now),
    // It counts from here, not from the start of the process, which guests need not know.
    performance: { timeOrigin: now(), now: createElapsed(monotonic) },
  };
}

function createElapsed(monotonic: () => number): () => number {
  const start = coarse(monotonic());
  return () => coarse(monotonic()) - start;
}

function coarse(milliseconds: number): number {
  return Math.floor(milliseconds / GRAIN) * GRAIN;
}

/** Behaves as `Date`; only the present moment is coarse. Shares the frozen prototype, so `instanceof` holds both ways. */
function createDate(RealDate: DateConstructor, now: () => number): DateConstructor {
  function GuestDate(...parts: unknown[]): unknown {
    if (!new.target) return new RealDate(now()).toString();
    return Reflect.construct(RealDate, parts.length === 0 ? [now()] : parts, new.target);
  }
  const members = {
    // Seven, as the language says of Date.
    length: 7,
    name: 'Date',
    now,
    parse: (text: string) => RealDate.parse(text),
    prototype: RealDate.prototype,
    UTC: (...parts: number[]) => Reflect.apply(RealDate.UTC, undefined, parts),
  };
  for (const [name, value] of Object.entries(members)) Object.defineProperty(GuestDate, name, { value });
  return GuestDate as unknown as DateConstructor;
}
