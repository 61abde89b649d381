import type { Plain, ServiceMember } from '@bulkhead/sdk';

export const CALC = 'samples.calc';
const LEDGER = 'samples.ledger';

/** Milliseconds from one number to the next: time enough to put another version in this one's place. */
const STEP = 1_000;

/** The members of `samples.calc`; the versions differ in how they add. */
export function createCalcService(version: string, add: (numbers: readonly number[]) => number) {
  const answer = (numbers: readonly number[]): Plain => ({ total: add(numbers), by: version });
  return {
    sum: (_call, numbers) => answer(readNumbers(numbers)),
    async sumSlowly(call, numbers) {
      const all = readNumbers(numbers);
      for (let done = 1; done <= all.length; done++) {
        await pause(STEP);
        if (call.signal.aborted) throw new Error('Nobody waits for the sum any more.');
        await call.services.emit(CALC, 'progress', { done, of: all.length });
      }
      return answer(all);
    },
    /** Asks whoever asks: the host refuses, because Ledger would wait for itself. */
    askBack: (call) => call.services.call(LEDGER, 'amounts'),
  } satisfies Readonly<Record<string, ServiceMember>>;
}

/** What another add-in sends is only known to be plain data. */
function readNumbers(value: Plain | undefined): number[] {
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'number')) {
    throw new Error('A list of numbers is needed.');
  }
  return value as number[];
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds));
}
