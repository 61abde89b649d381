import { FlightRecorder } from '../../addins/protocol/flight-recorder.ts';
import { type Pair, ratioFigure } from '../figure.ts';
import { callsPerSecond, callTick } from '../wire/call-ticks.ts';
import { interleave } from '../wire/interleave.ts';
import { type OtherThread, withOtherThread } from '../wire/other-thread.ts';
import { createBags, createMegabyte } from '../wire/payloads.ts';
import { measureStreams } from '../wire/stream-rounds.ts';
import type { Suite } from './suite.ts';

/** What needs no application: our session and others between two threads of one process, each on a port of its own. */
const PEERS = ['comlink', 'capnweb', 'birpc'] as const;
const HIGHER = { better: 'higher' } as const;
/** Of calls that are awaited one by one, so many are timed together: one is close to what the clock can tell. */
const AWAITED = 20;
/** Turns of a side within a round, where they are short: until everything has been compiled for good. */
const BAG_BLOCKS = 300;
const RECORDER_BLOCKS = 100;

/** The same calls, a hundred in a tick, by other people's layers and by ours. */
export const peerSuite: Suite = {
  figures: PEERS.map((peer) => `call.peer.${peer}.ratio`),
  rounds: 12,
  run: (rounds) =>
    withOtherThread(async (thread) => {
      const measured = await interleave(
        {
          ours: ticksOf(echoOf(thread.session())),
          comlink: ticksOf(thread.comlink()),
          capnweb: ticksOf(thread.capnweb()),
          birpc: ticksOf(thread.birpc()),
        },
        rounds,
      );
      return PEERS.map((peer) => ratioFigure(`call.peer.${peer}.ratio`, ratesOf(measured, 'ours', peer)));
    }),
};

/** Records, bytes and streams. */
export const payloadSuite: Suite = {
  figures: ['bags.ratio', 'bulk.1mb.ratio', 'stream.ratio'],
  rounds: 12,
  run: (rounds) =>
    withOtherThread(async (thread) => [
      ratioFigure('bags.ratio', await measureBags(thread, rounds)),
      ratioFigure('bulk.1mb.ratio', await measureMegabytes(thread, rounds)),
      ratioFigure('stream.ratio', await measureStreams(thread, rounds), HIGHER),
    ]),
};

/** Calls that somebody writes down, against calls that nobody does. */
export const recorderSuite: Suite = {
  figures: ['recorder.cost.ratio', 'recorder.cost.awaited.ratio'],
  rounds: 20,
  run: (rounds) =>
    withOtherThread(async (thread) => {
      const recorder = new FlightRecorder({ now: () => performance.now(), wallTime: () => Date.now() });
      const plain = echoOf(thread.session());
      const recorded = echoOf(thread.session(recorder.tap(1)));
      const ticks = await interleave({ baseline: ticksOf(plain), ours: ticksOf(recorded) }, rounds, RECORDER_BLOCKS);
      const singles = { baseline: awaitedOf(plain), ours: awaitedOf(recorded) };
      const awaited = await interleave(singles, rounds, RECORDER_BLOCKS);
      return [
        ratioFigure('recorder.cost.ratio', ratesOf(ticks, 'baseline', 'ours'), HIGHER),
        ratioFigure('recorder.cost.awaited.ratio', awaited.map(awaitedRates), HIGHER),
      ];
    }),
};

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

async function measureBags(thread: OtherThread, rounds: number): Promise<Pair[]> {
  const [bags, session, raw] = [createBags(), thread.session(), thread.raw('raw-count')];
  const sides = { baseline: () => raw(bags), ours: () => session.call('count', [bags]) };
  return await interleave(sides, rounds, BAG_BLOCKS);
}

async function measureMegabytes(thread: OtherThread, rounds: number): Promise<Pair[]> {
  const [bytes, session, raw] = [createMegabyte(), thread.session(), thread.raw()];
  return await interleave({ baseline: () => raw(bytes), ours: () => session.call('copy', [bytes]) }, rounds);
}
