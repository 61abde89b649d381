import { FlightRecorder } from '../../addins/protocol/flight-recorder.ts';
import type { Pair } from '../figure.ts';
import { callsPerSecond, callTick } from './call-ticks.ts';
import { interleave } from './interleave.ts';
import { type OtherThread, withOtherThread } from './other-thread.ts';
import { createBags, createMegabyte } from './payloads.ts';
import { measureStreams } from './stream-rounds.ts';

/** Of calls that are awaited one by one, so many are timed together: one is close to what the clock can tell. */
const AWAITED = 20;
/** Turns of a side within a round, where they are short. */
const SHORT_BLOCKS = 100;
/** Engines compile once more what has run some thousand times; until then the records take twice as long. */
const BAG_ROUNDS = { blocks: 300, dropped: 4 };

/** Rounds by the name of their figure. */
type Rounds = Readonly<Record<string, readonly Pair[]>>;

/** What is measured between two threads of a process that does nothing else, before or after. */
export const wireTasks = {
  /** The same calls, a hundred in a tick, by other people's layers and by ours. */
  peers: (rounds) =>
    withOtherThread(async (thread) => {
      const sides = {
        ours: ticksOf(echoOf(thread.session())),
        comlink: ticksOf(thread.comlink()),
        capnweb: ticksOf(thread.capnweb()),
        birpc: ticksOf(thread.birpc()),
      };
      const measured = await interleave(sides, rounds);
      return {
        'call.peer.comlink.ratio': ratesOf(measured, 'ours', 'comlink'),
        'call.peer.capnweb.ratio': ratesOf(measured, 'ours', 'capnweb'),
        'call.peer.birpc.ratio': ratesOf(measured, 'ours', 'birpc'),
      };
    }),
  bags: (rounds) =>
    withOtherThread(async (thread) => {
      const [bags, session, raw] = [createBags(), thread.session(), thread.raw('raw-count')];
      const sides = { baseline: () => raw(bags), ours: () => session.call('count', [bags]) };
      return { 'bags.ratio': await interleave(sides, rounds, BAG_ROUNDS) };
    }),
  megabytes: (rounds) =>
    withOtherThread(async (thread) => {
      const [bytes, session, raw] = [createMegabyte(), thread.session(), thread.raw()];
      const sides = { baseline: () => raw(bytes), ours: () => session.call('copy', [bytes]) };
      return { 'bulk.1mb.ratio': await interleave(sides, rounds) };
    }),
  streams: (rounds) => withOtherThread(async (thread) => ({ 'stream.ratio': await measureStreams(thread, rounds) })),
  /** Calls that somebody writes down, against calls that nobody does. */
  recorder: (rounds) =>
    withOtherThread(async (thread) => {
      const recorder = new FlightRecorder({ now: () => performance.now(), wallTime: () => Date.now() });
      const plain = echoOf(thread.session());
      const recorded = echoOf(thread.session(recorder.tap(1)));
      const blocks = { blocks: SHORT_BLOCKS };
      const ticks = await interleave({ baseline: ticksOf(plain), ours: ticksOf(recorded) }, rounds, blocks);
      const singles = { baseline: awaitedOf(plain), ours: awaitedOf(recorded) };
      const awaited = await interleave(singles, rounds, blocks);
      return {
        'recorder.cost.ratio': ratesOf(ticks, 'baseline', 'ours'),
        'recorder.cost.awaited.ratio': awaited.map(awaitedRates),
      };
    }),
} satisfies Record<string, (rounds: number) => Promise<Rounds>>;

type WireTasks = typeof wireTasks;
export type WireTask = keyof WireTasks;
export type WireRounds<Task extends WireTask> = Awaited<ReturnType<WireTasks[Task]>>;

type WireSession = ReturnType<OtherThread['session']>;
type NumberCall = (value: number) => Promise<unknown>;

function echoOf(session: WireSession): NumberCall {
  return (value) => session.call('echo', [value]);
}

function ticksOf(call: NumberCall): () => Promise<unknown> {
  return () => callTick(call);
}

function awaitedOf(call: NumberCall): () => Promise<void> {
  return async () => {
    for (let number = 0; number < AWAITED; number++) await call(number);
  };
}

/** Calls in a second of two sides of the same rounds. */
function ratesOf<Name extends string>(rounds: readonly Record<Name, number>[], baseline: Name, ours: Name): Pair[] {
  return rounds.map((round) => ({ baseline: callsPerSecond(round[baseline]), ours: callsPerSecond(round[ours]) }));
}

function awaitedRates({ baseline, ours }: Record<'baseline' | 'ours', number>): Pair {
  return { baseline: callsPerSecond(baseline, AWAITED), ours: callsPerSecond(ours, AWAITED) };
}
