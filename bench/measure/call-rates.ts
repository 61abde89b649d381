/** Measures calls the same way wherever they are made: in the main process and in the page. */
export type Call = (number: number) => Promise<unknown>;

export interface MeasureOptions {
  /** Calls that are timed together, where the clock is too coarse for one. */
  group: number;
  /** Runs a task in a later turn of the event loop. */
  nextTurn(task: () => void): void;
}

/** What one side of a comparison did in one round. */
interface CallRates {
  /** Milliseconds of an awaited call, the median. */
  awaited: number;
  /** Calls in a second when CALLS_PER_TICK are made in one turn and awaited together. */
  perSecond: number;
}

interface RawRates extends CallRates {
  /** The same, each call made in a turn of its own, so that nothing below can put two into one message. */
  singlePerSecond: number;
}

export interface CallRound {
  raw: RawRates;
  session: CallRates;
}

/** Times that the two sides take turns within a round: a busy moment of the machine meets both. */
const BLOCKS = 20;
const AWAITED_PER_BLOCK = 20;
const TICKS_PER_BLOCK = 2;
const CALLS_PER_TICK = 100;
const NUMBERS = Array.from({ length: CALLS_PER_TICK }, (_, number) => number);

/** One round: the bare transport and the layer over the same class of transport, in turn. */
export async function measureRound(raw: Call, session: Call, { group, nextTurn }: MeasureOptions): Promise<CallRound> {
  const times = { rawAwaited: [], sessionAwaited: [], rawTick: [], singleTick: [], sessionTick: [] } as Times;
  for (let block = 0; block < BLOCKS; block++) {
    await timeAwaited(raw, group, times.rawAwaited);
    await timeAwaited(session, group, times.sessionAwaited);
    await timeTicks(() => Promise.all(NUMBERS.map(raw)), times.rawTick);
    await timeTicks(() => callInOwnTurns(raw, nextTurn), times.singleTick);
    await timeTicks(() => Promise.all(NUMBERS.map(session)), times.sessionTick);
  }
  return {
    raw: {
      awaited: middle(times.rawAwaited),
      perSecond: rate(times.rawTick),
      singlePerSecond: rate(times.singleTick),
    },
    session: { awaited: middle(times.sessionAwaited), perSecond: rate(times.sessionTick) },
  };
}

type Times = Record<'rawAwaited' | 'sessionAwaited' | 'rawTick' | 'singleTick' | 'sessionTick', number[]>;

async function timeAwaited(call: Call, group: number, times: number[]): Promise<void> {
  for (let first = 0; first < AWAITED_PER_BLOCK; first += group) {
    const started = performance.now();
    for (let number = first; number < first + group; number++) await call(number);
    times.push((performance.now() - started) / group);
  }
}

async function timeTicks(makeCalls: () => Promise<unknown>, times: number[]): Promise<void> {
  for (let tick = 0; tick < TICKS_PER_BLOCK; tick++) {
    const started = performance.now();
    await makeCalls();
    times.push(performance.now() - started);
  }
}

function callInOwnTurns(call: Call, nextTurn: MeasureOptions['nextTurn']): Promise<unknown> {
  return new Promise((resolve) => {
    const answers: Promise<unknown>[] = [];
    const next = (): void => {
      answers.push(call(answers.length));
      if (answers.length < CALLS_PER_TICK) nextTurn(next);
      else resolve(Promise.all(answers));
    };
    next();
  });
}

/** Calls in a second, from the milliseconds that each tick took. */
function rate(times: number[]): number {
  return (CALLS_PER_TICK / middle(times)) * 1000;
}

function middle(values: number[]): number {
  values.sort((left, right) => left - right);
  return values[Math.floor(values.length / 2)] ?? 0;
}
