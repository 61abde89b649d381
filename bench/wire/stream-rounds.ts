import type { Pair } from '../figure.ts';
import { median } from '../statistics.ts';
import { callsPerSecond, callTick } from './call-ticks.ts';
import type { OtherThread } from './other-thread.ts';

const ITEMS = 1_000_000;
/** Ticks of calls before and after each stream. */
const TICKS = 40;
/** Items between two looks at the memory. */
const LOOK = 100_000;
const MILLISECONDS = 1000;
const MEGABYTE = 1024 * 1024;

type WireSession = ReturnType<OtherThread['session']>;

/** Bytes by which the two heaps were larger at their largest than before. */
interface Growth {
  reader: number;
  source: number;
}

/** Items of a stream in a second, and calls in a second over the same port just before and just after. */
export async function measureStreams(thread: OtherThread, rounds: number): Promise<Pair[]> {
  const session = thread.session();
  const pairs: Pair[] = [];
  const growth: Growth = { reader: 0, source: 0 };
  for (let round = 0; round <= rounds; round++) {
    const before = await timeTicks(session);
    const ours = await timeStream(session);
    const after = await timeTicks(session);
    // In the first round everybody still compiles.
    if (round > 0) pairs.push({ baseline: callsPerSecond(median([...before, ...after])), ours });
  }
  await watchMemory(thread, session, growth);
  report(growth);
  return pairs;
}

async function timeTicks(session: WireSession): Promise<number[]> {
  const times: number[] = [];
  for (let tick = 0; tick < TICKS; tick++) {
    const started = performance.now();
    await callTick((number) => session.call('echo', [number]));
    times.push(performance.now() - started);
  }
  return times;
}

async function timeStream(session: WireSession): Promise<number> {
  const started = performance.now();
  let next = 0;
  for await (const number of session.stream('numbers', [ITEMS])) check(number, next++);
  check(next, ITEMS);
  return (ITEMS / (performance.now() - started)) * MILLISECONDS;
}

/** Not timed: looking takes time itself. */
async function watchMemory(thread: OtherThread, session: WireSession, growth: Growth): Promise<void> {
  const reader = process.memoryUsage().heapUsed;
  const source = await thread.heapBytes();
  let next = 0;
  for await (const number of session.stream('numbers', [ITEMS])) {
    check(number, next++);
    if (next % LOOK !== 0) continue;
    growth.reader = Math.max(growth.reader, process.memoryUsage().heapUsed - reader);
    growth.source = Math.max(growth.source, (await thread.heapBytes()) - source);
  }
}

function check(found: number, expected: number): void {
  if (found !== expected) throw new Error(`The stream gave ${found} where ${expected} belonged.`);
}

function report({ reader, source }: Growth): void {
  const short = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;
  process.stderr.write(`stream of ${ITEMS} items: heap grew by ${short(reader)} here, ${short(source)} there\n`);
}
