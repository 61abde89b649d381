import { FrameMaker } from './frame-maker.ts';
import type { FuzzTarget, Victim } from './fuzz-target.ts';
import { quantile, usedMemory } from './measure.ts';
import { Random } from './random.ts';
import { watchEscapes } from './watch-escapes.ts';

export interface FuzzOptions {
  readonly frames: number;
  readonly seed: number;
  readonly targets: readonly FuzzTarget[];
  /** Told after each batch. */
  onProgress?(done: number): void;
}

export interface FuzzReport {
  readonly frames: number;
  readonly seed: number;
  /** What got out of the guard of a session: thrown at the port, or later with nobody to catch it. */
  readonly exceptions: number;
  /** Good calls on a fresh session that were not answered in time. */
  readonly hangs: number;
  /** Milliseconds for which a turn of the loop kept everybody else waiting. */
  readonly lagP99Ms: number;
  readonly lagMaxMs: number;
  readonly memoryGrowthMb: number;
  readonly violations: number;
  /** Sessions that ended under it: after three strikes, or because their first words were not acceptable. */
  readonly closed: number;
  readonly secondsPerTarget: Readonly<Record<string, number>>;
  /** The first few exceptions and hangs, in words. */
  readonly problems: readonly string[];
}

/** Frames between two looks at whether everything still answers. */
const BATCH = 500;
/** Frames that arrive in one turn: a port that is flooded hands over several. */
const PER_TURN = 8;
/** A session that survived so many is given up for a fresh one. */
const PER_SESSION = 60;
const PROBE_DEADLINE = 5_000;
const PROBLEMS_SHOWN = 5;

/** Throws frames at every target in turn, in batches, and measures what that does to the process. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const run = new FuzzRun(options);
  return await run.run();
}

class FuzzRun {
  readonly #options: FuzzOptions;
  readonly #random: Random;
  readonly #makers: ReadonlyMap<FuzzTarget, FrameMaker>;
  readonly #lags: number[] = [];
  readonly #problems: string[] = [];
  readonly #seconds = new Map<string, number>();
  #exceptions = 0;
  #hangs = 0;
  #violations = 0;
  #closed = 0;

  constructor(options: FuzzOptions) {
    this.#options = options;
    this.#random = new Random(options.seed);
    const random = this.#random;
    this.#makers = new Map(
      options.targets.map((target) => {
        const { epoch, honest } = target;
        const uiMessage = target.uiMessage?.bind(target);
        return [target, new FrameMaker({ random, epoch, honest, uiMessage })];
      }),
    );
  }

  async run(): Promise<FuzzReport> {
    const { frames, seed, targets, onProgress } = this.#options;
    const turns = turnsOf(targets);
    const stopWatching = watchEscapes((error) => this.#escaped('later', error));
    let before: number | undefined;
    for (let done = 0, turn = 0; done < frames; turn++) {
      const count = Math.min(BATCH, frames - done);
      await this.#batch(turns[turn % turns.length] as FuzzTarget, count);
      done += count;
      onProgress?.(done);
      // The first round fills caches that stay as they are.
      if (before === undefined && turn >= turns.length) before = await usedMemory();
    }
    const memoryGrowthMb = before === undefined ? 0 : ((await usedMemory()) - before) / 2 ** 20;
    stopWatching();
    return {
      ...{ frames, seed, exceptions: this.#exceptions, hangs: this.#hangs },
      lagP99Ms: round(quantile(this.#lags, 0.99)),
      lagMaxMs: round(quantile(this.#lags, 1)),
      memoryGrowthMb: round(memoryGrowthMb),
      ...{ violations: this.#violations, closed: this.#closed, problems: this.#problems },
      secondsPerTarget: Object.fromEntries([...this.#seconds].map(([name, seconds]) => [name, round(seconds)])),
    };
  }

  async #batch(target: FuzzTarget, count: number): Promise<void> {
    const began = performance.now();
    let victim = this.#open(target);
    let age = 0;
    for (let sent = 0; sent < count; sent += PER_TURN) {
      // Made before the clock runs: what is measured is the work of whoever receives them.
      const frames = this.#arriving(target, Math.min(PER_TURN, count - sent));
      const start = performance.now();
      for (const frame of frames) {
        if (victim.isClosed || age >= PER_SESSION) {
          this.#leave(victim);
          victim = this.#open(target);
          age = 0;
        }
        this.#throwAt(target, victim, frame);
        age++;
      }
      await endOfTurn();
      this.#lags.push(performance.now() - start);
    }
    this.#leave(victim);
    await this.#probe(target);
    const { name } = target;
    this.#seconds.set(name, (this.#seconds.get(name) ?? 0) + (performance.now() - began) / 1_000);
  }

  #open(target: FuzzTarget): Victim {
    const victim = target.open(() => this.#violations++);
    const hello = this.#makers.get(target)?.hello();
    // Now and then nothing is said before.
    if (!this.#random.once(50)) this.#throwAt(target, victim, hello);
    return victim;
  }

  #leave(victim: Victim): void {
    if (victim.isClosed) this.#closed++;
    victim.close();
  }

  /** Frames as they come out of a port. */
  #arriving(target: FuzzTarget, count: number): unknown[] {
    const maker = this.#makers.get(target);
    return Array.from({ length: count }, () => asCloned(maker?.next()));
  }

  #throwAt(target: FuzzTarget, victim: Victim, frame: unknown): void {
    try {
      victim.receive(frame);
    } catch (thrown) {
      this.#escaped(target.name, thrown);
    }
  }

  async #probe(target: FuzzTarget): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => resolve('late'), PROBE_DEADLINE);
    try {
      if ((await Promise.race([target.probe(), promise])) !== 'late') return;
      this.#hangs++;
      this.#note(`${target.name}: a good call was not answered`);
    } catch (thrown) {
      this.#hangs++;
      this.#note(`${target.name}: a good call failed: ${wordsOf(thrown)}`);
    } finally {
      clearTimeout(timer);
    }
  }

  #escaped(where: string, thrown: unknown): void {
    this.#exceptions++;
    this.#note(`${where}: ${wordsOf(thrown)}`);
  }

  #note(problem: string): void {
    if (this.#problems.length < PROBLEMS_SHOWN) this.#problems.push(problem);
  }
}

/** One after the other, those with more weight more often. */
function turnsOf(targets: readonly FuzzTarget[]): FuzzTarget[] {
  const rounds = Math.max(...targets.map(({ weight }) => weight));
  return Array.from({ length: rounds }, (_, round) => targets.filter(({ weight }) => weight > round)).flat();
}

/** What no port carries arrives as nothing. */
function asCloned(frame: unknown): unknown {
  try {
    return structuredClone(frame);
  } catch {
    return undefined;
  }
}

const endOfTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const round = (value: number): number => Math.round(value * 100) / 100;
const wordsOf = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.stack ?? thrown.message).split('\n').slice(0, 6).join(' | ') : String(thrown);
