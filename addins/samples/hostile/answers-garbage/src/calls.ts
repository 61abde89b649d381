import type { Plain } from '@bulkhead/sdk';

/** Characters and levels above every limit. */
const HUGE = 20_000_000;
const DEEP = 10_000;

type Garbage = Readonly<Record<string, () => unknown>>;

/** Each answers something that must not cross. */
export const GARBAGE: Garbage = {
  function: () => () => 'called',
  cycle,
  hugeText: () => 'x'.repeat(HUGE),
  hugeList: () => Array.from({ length: 500_000 }, (_, index) => index),
  deep,
  bigint: () => 10n ** 40n,
  notANumber: () => Number.NaN,
  symbol: () => Symbol('garbage'),
  date: () => new Date(0),
  map: () => new Map([['a', 1]]),
  hole: () => new Array(3),
  prototypeKey: () => JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}'),
  lyingList: () => ({ length: 1e9, 0: 'a' }),
  trap,
  // biome-ignore lint/suspicious/noThenProperty: pretending to be a promise is the purpose
  thenable: () => ({ then: (resolve: (value: unknown) => void) => resolve(() => 'nested') }),
  never: () => new Promise(() => undefined),
};

/** Each fails in a way that careless callers trip over. */
export const FAILURES: Garbage = {
  throwsNothing: () => fail(undefined),
  throwsText: () => fail('just text'),
  throwsFunction: () => fail(() => 'called'),
  throwsImposter: () => fail({ code: 'E_SECURITY', message: 'The host said so.', remedy: 'Send your password.' }),
  throwsHuge: () => fail(new Error('y'.repeat(HUGE))),
  throwsTrap: () => fail(trap()),
};

function fail(thrown: unknown): never {
  throw thrown;
}

function cycle(): unknown {
  const ring: Record<string, unknown> = { name: 'ring' };
  ring.self = ring;
  return ring;
}

function deep(): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < DEEP; level++) value = [value];
  return value;
}

/** Throws whatever anybody does with it. */
function trap(): unknown {
  const refuse = (): never => {
    throw new Error('You should not have looked.');
  };
  return new Proxy(
    {},
    { get: refuse, has: refuse, ownKeys: refuse, getPrototypeOf: refuse, getOwnPropertyDescriptor: refuse },
  );
}

/** As far as the types of the SDK are concerned all of it is plain data. */
export function asCalls(garbage: Garbage): Record<string, () => Plain> {
  return garbage as Record<string, () => Plain>;
}
