import { z } from 'zod';
import type { BulkheadError } from '../errors.ts';
import { KIND } from '../frame.ts';
import { bytes, method, plain, streamMethod } from '../method.ts';
import { Session } from '../session.ts';
import { createMemoryPair } from '../transport.ts';

const table = {
  echo: method(z.tuple([plain]), plain),
  size: method(z.tuple([bytes]), z.number()),
  name: method(
    z.tuple([z.strictObject({ name: z.string().max(20), many: z.array(z.string()).max(4).default([]) })]),
    z.null(),
  ),
  wait: method(z.tuple([]), z.null()),
  watch: streamMethod(z.tuple([]), z.number()),
} as const;
/** Their numbers on the wire. */
export const [ECHO, SIZE, NAME, WAIT, WATCH] = [0, 1, 2, 3, 4] as const;

/** A clock that a test moves. */
class StepClock {
  #now = 0;
  #timers: { at: number; task: () => void }[] = [];
  readonly now = (): number => this.#now;
  readonly soon = queueMicrotask;
  after(milliseconds: number, task: () => void): () => void {
    const timer = { at: this.#now + milliseconds, task };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }
  advance(milliseconds: number): void {
    this.#now += milliseconds;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { task } of due) task();
  }
}

/** A session, and at the other end of its port somebody who sends what they like. */
export function attack() {
  const [attacker, port] = createMemoryPair(queueMicrotask, (value) => value);
  const clock = new StepClock();
  const heard: unknown[][] = [];
  const violations: BulkheadError[] = [];
  const state = { waiting: 0, watched: 0, called: 0 };
  const never = async function* (): AsyncGenerator<number> {
    state.watched++;
    await new Promise<never>(() => undefined);
    yield 1;
  };
  const session = new Session({
    ...{ transport: port, clock, epoch: 1, local: table, remote: table },
    handlers: {
      echo: ([value]) => {
        state.called++;
        return value;
      },
      size: ([value]) => value.byteLength,
      name: () => null,
      wait: () => {
        state.waiting++;
        return new Promise<null>(() => undefined);
      },
      watch: never,
    },
    onViolation: (error) => void violations.push(error),
  });
  attacker.start(
    (message) => void heard.push(message as unknown[]),
    () => undefined,
  );
  const sendAll = async (items: readonly unknown[]): Promise<void> => {
    attacker.send([1, 0].concat(items as number[]));
    await turn();
  };
  const send = (...items: unknown[]): Promise<void> => sendAll(items);
  /** Codes of the failures and values of the results that came back, by id. */
  const answers = (): Map<number, unknown> => {
    const found = new Map<number, unknown>();
    for (const frame of heard) {
      for (let index = 2; index < frame.length; index++) {
        const [kind, id, value] = [frame[index], frame[index + 1], frame[index + 2]];
        if (kind === KIND.result) found.set(id as number, value);
        if (kind === KIND.failure) found.set(id as number, (value as { code?: unknown }).code);
      }
    }
    return found;
  };
  attacker.send([1, 0, KIND.hello, 1, 1, []]);
  return { session, clock, attacker, send, sendAll, answers, heard, violations, state };
}

export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
