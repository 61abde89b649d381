import { afterEach, expect, test, vi } from 'vitest';
import { createCoarseClock } from './coarse-clock.ts';
import { createGuestConsole, escapeLine, type LogLevel } from './guest-console.ts';
import { createGuestTimers } from './guest-timers.ts';
import { createRandom } from './seeded-random.ts';

afterEach(() => {
  vi.useRealTimers();
});

interface Timers {
  setTimeout(callback: unknown, delay?: unknown, ...args: unknown[]): number;
  setInterval(callback: unknown, delay?: unknown, ...args: unknown[]): number;
  setImmediate(callback: unknown, ...args: unknown[]): number;
  clearTimeout(id: unknown): void;
  queueMicrotask(callback: unknown): void;
}

function timers(): { guest: Timers; dispose(): void } {
  vi.useFakeTimers();
  const { globals, dispose } = createGuestTimers();
  return { guest: globals as unknown as Timers, dispose };
}

test('timers are plain numbers and pass their arguments, without this', () => {
  const { guest } = timers();
  const seen: unknown[] = [];
  const id = guest.setTimeout(
    function (this: unknown, ...args: unknown[]) {
      seen.push(this, ...args);
    },
    5,
    'a',
    'b',
  );
  expect(typeof id).toBe('number');
  vi.advanceTimersByTime(5);
  expect(seen).toEqual([undefined, 'a', 'b']);
});

test('a cleared timer does not run, and clearing anything else does nothing', () => {
  const { guest } = timers();
  const run = vi.fn();
  guest.clearTimeout(guest.setTimeout(run, 1));
  guest.clearTimeout({ valueOf: run });
  guest.clearTimeout(999);
  vi.advanceTimersByTime(10);
  expect(run).not.toHaveBeenCalled();
});

test('the 257th timer is refused, and one that ran makes room', () => {
  const { guest } = timers();
  for (let count = 0; count < 256; count += 1) guest.setTimeout(() => undefined, count === 0 ? 1 : 1_000);
  expect(() => guest.setTimeout(() => undefined, 0)).toThrow(RangeError);
  expect(() => guest.setImmediate(() => undefined)).toThrow(RangeError);
  vi.advanceTimersByTime(1);
  expect(guest.setTimeout(() => undefined, 0)).toBeGreaterThan(0);
});

test('an interval never fires more often than every 4 ms', () => {
  const { guest } = timers();
  const run = vi.fn();
  guest.setInterval(run, 0);
  vi.advanceTimersByTime(40);
  expect(run).toHaveBeenCalledTimes(10);
});

test.each([[-5], [Number.NaN], ['x'], [{ valueOf: () => expect.fail('read') }], [undefined]])(
  'a delay of %s is the shortest one',
  (delay) => {
    const { guest } = timers();
    const run = vi.fn();
    guest.setTimeout(run, delay);
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledTimes(1);
  },
);

test('a delay that is too long waits for the longest time instead of none', () => {
  const { guest } = timers();
  const run = vi.fn();
  guest.setTimeout(run, 2 ** 40);
  vi.advanceTimersByTime(1_000_000);
  expect(run).not.toHaveBeenCalled();
});

test.each(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'] as const)('%s takes no text', (name) => {
  const { guest } = timers();
  expect(() => guest[name]('code')).toThrow(TypeError);
});

test('after the end nothing runs and nothing new starts', async () => {
  const { globals, dispose } = createGuestTimers();
  const guest = globals as unknown as Timers;
  const run = vi.fn();
  guest.setImmediate(run);
  guest.setTimeout(run, 1);
  guest.queueMicrotask(run);
  dispose();
  expect(guest.setTimeout(run, 1)).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(run).not.toHaveBeenCalled();
});

test('Date works as ever, but its present is coarse', () => {
  vi.useFakeTimers({ now: 1_700_000_000_017 });
  const { Date: GuestDate } = createCoarseClock();
  expect(GuestDate.now()).toBe(1_700_000_000_010);
  expect(new GuestDate().getTime()).toBe(1_700_000_000_010);
  expect(new GuestDate(5).getTime()).toBe(5);
  expect(new GuestDate(2020, 1, 2, 3).getHours()).toBe(3);
  expect(new GuestDate('2020-01-01T00:00:00Z').toISOString()).toBe('2020-01-01T00:00:00.000Z');
  expect(GuestDate.UTC(2020, 0, 1)).toBe(Date.UTC(2020, 0, 1));
  expect(GuestDate.parse('2020-01-01')).toBe(Date.parse('2020-01-01'));
  expect(new GuestDate()).toBeInstanceOf(GuestDate);
  expect(typeof GuestDate()).toBe('string');
  class Own extends GuestDate {}
  expect(new Own(7)).toBeInstanceOf(Own);
});

test('the same seed gives the same even numbers, another seed gives others', () => {
  const draw = (seed: string): number[] => {
    const random = createRandom(seed);
    return Array.from({ length: 10_000 }, () => random());
  };
  const numbers = draw('one');
  expect(draw('one')).toEqual(numbers);
  expect(draw('two').filter((value, index) => value === numbers[index])).toHaveLength(0);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  const buckets = new Array<number>(10).fill(0);
  for (const value of numbers) buckets[Math.floor(value * 10)] = (buckets[Math.floor(value * 10)] ?? 0) + 1;
  for (const count of buckets) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});

function guestConsole(): { console: Console; lines: [LogLevel, string][] } {
  const lines: [LogLevel, string][] = [];
  const made = createGuestConsole({
    log: (level, text) => lines.push([level, text]),
    stackOf: (error) => `${error.name}: ${error.message}\n  at place`,
  });
  return { console: made as unknown as Console, lines };
}

test('each method writes one line at its level', () => {
  const { console: guest, lines } = guestConsole();
  guest.debug('d');
  guest.log('a', 1, true, undefined, null, 2n, Symbol('s'), [1, { x: 2 }], () => 1);
  guest.info('%s %c', 'directives stay');
  guest.warn('w');
  guest.error(new Error('broken'));
  guest.assert(true, 'silent');
  guest.assert(false, 'said');
  guest.groupEnd();
  expect(lines).toEqual([
    ['debug', 'd'],
    ['info', 'a 1 true undefined null 2 Symbol(s) [1,{"x":2}] [function]'],
    ['info', '%s %c directives stay'],
    ['warn', 'w'],
    ['error', 'Error: broken\\n  at place'],
    ['error', 'Assertion failed said'],
  ]);
});

test('values that fight back become a placeholder', () => {
  const { console: guest, lines } = guestConsole();
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  guest.log(circular, {
    toJSON() {
      throw new Error('x');
    },
  });
  guest.log(
    new Proxy(
      {},
      {
        getPrototypeOf() {
          throw new Error('x');
        },
      },
    ),
  );
  expect(lines.map(([, text]) => text)).toEqual(['[object] [object]', '[object]']);
});

test('a line cannot break, move the cursor, turn its direction, or grow', () => {
  expect(escapeLine('a\nb\r\u001b[2Jc\u202ed\u0000\u200b\ud800')).toBe(
    'a\\nb\\r\\u{1b}[2Jc\\u{202e}d\\u{0}\\u{200b}\\u{d800}',
  );
  expect(escapeLine('Grüße 👋 中文')).toBe('Grüße 👋 中文');
  expect(escapeLine('\u001b'.repeat(5_000))).toHaveLength(2_000);
});

test('a flood is cut to 200 lines a second, and the next second says how many are missing', () => {
  vi.useFakeTimers({ now: 1_000_000 });
  const { console: guest, lines } = guestConsole();
  for (let count = 0; count < 1_000; count += 1) guest.log('x');
  expect(lines).toHaveLength(200);
  vi.advanceTimersByTime(1_000);
  guest.log('again');
  expect(lines.slice(200)).toEqual([
    ['warn', '800 lines were left out.'],
    ['info', 'again'],
  ]);
});
