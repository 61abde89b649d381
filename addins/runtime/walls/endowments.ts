import { createCoarseClock } from './coarse-clock.ts';
import { createGuestConsole, type GuestConsoleOptions } from './guest-console.ts';
import { createGuestTimers } from './guest-timers.ts';
import { createRandom } from './seeded-random.ts';

export interface EndowmentOptions extends GuestConsoleOptions {
  /** Of the sequence that Math.random draws from. Two add-ins never get the same one. */
  seed: string;
}

export interface Endowments {
  /** Frozen by the compartment that takes them. */
  globals: Record<string, unknown>;
  /** Ends the guest's timers. Idempotent. */
  dispose(): void;
}

/**
 * All that an add-in finds beside the language: clocks, chance, timers and a console. Each is a function of ours that
 * uses no `this` and answers plain values. Must be created before the language wall goes up.
 */
export function createEndowments(options: EndowmentOptions): Endowments {
  const timers = createGuestTimers();
  return {
    globals: {
      ...timers.globals,
      ...createCoarseClock(),
      Math: createMath(createRandom(options.seed)),
      console: createGuestConsole(options),
    },
    dispose: timers.dispose,
  };
}

/** The language's own functions with another source of chance: the tamed ones have none. */
function createMath(random: () => number): object {
  const members = Object.getOwnPropertyDescriptors(Math);
  return Object.defineProperties({}, { ...members, random: { ...members.random, value: () => random() } });
}
