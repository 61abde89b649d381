import { isMainThread, type MessagePort, parentPort, Worker } from 'node:worker_threads';
import { z } from 'zod';
import { FlightRecorder } from '../addins/protocol/flight-recorder.ts';
import { method, plain } from '../addins/protocol/method.ts';
import { createPortTransport } from '../addins/protocol/port-transport.ts';
import { Session } from '../addins/protocol/session.ts';
import { type TrafficObserver, weigh } from '../addins/protocol/traffic.ts';
import { nodeClock } from '../main/base/node-clock.ts';
import { asSessionPort } from './measure/node-port.ts';

/**
 * What the flight recorder costs: nanoseconds to write one call down, beside the time of one real call to another
 * thread and the processor time that this side spends on it. `node bench/flight-micro.ts`; best of many rounds.
 */
const CALLS = 20_000;
const REAL_CALLS = 4_000;
const ROUNDS = 15;
const NANOSECONDS = 1e6;
/** What add-ins send most: a key, and a small record. */
const PAYLOAD = { id: 'note-17', title: 'Riga, berth 4', saved: true, length: 212 };

const methods = { echo: method(z.tuple([plain]), plain) } as const;

if (isMainThread) await measure();
else answer();

function answer(): void {
  const port = asSessionPort(parentPort as unknown as MessagePort);
  new Session({
    transport: createPortTransport(port),
    ...{ clock: nodeClock, epoch: 1, local: methods, handlers: { echo: ([value]) => value }, remote: {} },
  });
}

function createRecorder(): FlightRecorder {
  return new FlightRecorder({ now: () => performance.now(), wallTime: () => Date.now() });
}

/** Nanoseconds for one call out, as its session reports it. */
function writeDown(observer: TrafficObserver): number {
  const began = performance.now();
  for (let id = 1; id <= CALLS; id++) {
    observer.called(id, 'echo', weigh([PAYLOAD]));
    observer.settled(id, null, weigh(PAYLOAD));
  }
  return ((performance.now() - began) * NANOSECONDS) / CALLS;
}

/** The same the other way: an add-in's call of the host, which also looks for loops. */
function writeDownReceived(observer: TrafficObserver): number {
  const began = performance.now();
  for (let id = 1; id <= CALLS; id++) {
    observer.received(id, 'echo', weigh([PAYLOAD]));
    observer.replied(id, null, weigh(PAYLOAD));
  }
  return ((performance.now() - began) * NANOSECONDS) / CALLS;
}

function createCaller(worker: Worker, observer: TrafficObserver | undefined) {
  const port = asSessionPort(worker as unknown as MessagePort);
  return new Session({
    transport: createPortTransport(port),
    ...{ clock: nodeClock, epoch: 1, local: {}, handlers: {}, remote: methods, observer },
  });
}

type Caller = ReturnType<typeof createCaller>;

/** Nanoseconds for one call, waited for before the next. */
async function callOneByOne(caller: Caller): Promise<number> {
  const began = performance.now();
  for (let count = 0; count < REAL_CALLS; count++) await caller.call('echo', [PAYLOAD]);
  return ((performance.now() - began) * NANOSECONDS) / REAL_CALLS;
}

async function best(task: () => number | Promise<number>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) least = Math.min(least, await task());
  return least;
}

async function measure(): Promise<void> {
  const workers = [new Worker(import.meta.filename), new Worker(import.meta.filename)] as const;
  const plainCaller = createCaller(workers[0], undefined);
  const watchedCaller = createCaller(workers[1], createRecorder().tap(1));
  const pairs: [number, number][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    pairs.push([await callOneByOne(plainCaller), await callOneByOne(watchedCaller)]);
  }
  const written = await best(() => writeDown(createRecorder().tap(1)));
  const received = await best(() => writeDownReceived(createRecorder().tap(1)));
  const unwatched = Math.min(...pairs.map(([one]) => one));
  const figures = {
    'one call out, written down (ns)': written,
    'one call in, written down (ns)': received,
    'of which its weight (ns)': await best(() => weighOnly()),
    'one real call (ns)': unwatched,
    'one real call, recorded (ns)': Math.min(...pairs.map(([, one]) => one)),
    'written down / real call (%)': (written / unwatched) * 100,
    'processor at 1,000 calls a second (%)': (written * 1_000 * 100) / 1e9,
  };
  for (const [name, value] of Object.entries(figures)) process.stdout.write(`${name.padEnd(40)} ${value.toFixed(3)}\n`);
  for (const worker of workers) void worker.terminate();
}

function weighOnly(): number {
  let sum = 0;
  const began = performance.now();
  for (let id = 0; id < CALLS; id++) sum += weigh([PAYLOAD]) + weigh(PAYLOAD);
  return sum > 0 ? ((performance.now() - began) * NANOSECONDS) / CALLS : 0;
}
