/** Calls that are made in one turn and awaited together. */
const CALLS_PER_TICK = 100;

const NUMBERS = Array.from({ length: CALLS_PER_TICK }, (_, number) => number);
const MILLISECONDS = 1000;

export function callTick(call: (value: number) => Promise<unknown>): Promise<unknown> {
  return Promise.all(NUMBERS.map((number) => call(number)));
}

/** Calls in a second, from the milliseconds that so many took. */
export function callsPerSecond(milliseconds: number, calls = CALLS_PER_TICK): number {
  return (calls / milliseconds) * MILLISECONDS;
}
