import { Emitter } from '../base/emitter.ts';
import type { Domain } from './domain.ts';
import type { Generation } from './generation.ts';

/** What the system says of one process. */
export interface ProcessSample {
  pid: number;
  /** Seconds of processor time since it started. */
  cpuSeconds: number;
  memoryBytes: number;
}

export interface GenerationLoad {
  domain: Domain;
  generation: Generation;
  pid: number;
  cpuPercent: number;
  memoryBytes: number;
  /** It has not answered the last ping yet. */
  busy: boolean;
}

export interface GovernorOptions {
  domains(): Iterable<Domain>;
  sample(): ProcessSample[];
  limits: { memoryBytes: number; silenceMs: number };
  /** A limit was crossed: the process is ended right after. */
  onExceeded(load: GenerationLoad, words: string): void;
}

/** Milliseconds between two looks: slow enough to cost nothing, fast enough for the status bar. */
const INTERVAL = 2_000;
/** Milliseconds between two looks after which the host itself was away: suspended, or busy. Nobody is blamed for that. */
const HOST_WAS_AWAY = 3 * INTERVAL;

/** Watches what domains use and whether they still answer; ends those that take too much or went silent. */
export class Governor {
  readonly loads = new Emitter<readonly GenerationLoad[]>();
  readonly #options: GovernorOptions;
  readonly #lastCpu = new Map<number, { seconds: number; at: number }>();
  readonly #silentSince = new Map<Generation, number>();
  readonly #exceeded = new WeakSet<Generation>();
  #lastLook = performance.now();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: GovernorOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => this.look(), INTERVAL);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  look(): void {
    const samples = new Map(this.#options.sample().map((sample) => [sample.pid, sample]));
    const loads: GenerationLoad[] = [];
    for (const domain of this.#options.domains()) {
      for (const generation of domain.generations) {
        const sample = generation.pid === undefined ? undefined : samples.get(generation.pid);
        if (sample) loads.push(this.#measure(domain, generation, sample));
      }
    }
    this.#forgetGone(loads);
    this.#forgiveAbsence();
    this.loads.emit(loads);
    for (const load of loads) this.#judge(load);
  }

  #measure(domain: Domain, generation: Generation, sample: ProcessSample): GenerationLoad {
    const now = performance.now();
    const last = this.#lastCpu.get(sample.pid);
    this.#lastCpu.set(sample.pid, { seconds: sample.cpuSeconds, at: now });
    const cpuPercent = last ? ((sample.cpuSeconds - last.seconds) / Math.max(1, now - last.at)) * 100_000 : 0;
    return {
      domain,
      generation,
      pid: sample.pid,
      cpuPercent: Math.max(0, cpuPercent),
      memoryBytes: sample.memoryBytes,
      busy: this.#ping(generation),
    };
  }

  /** Asks for a sign of life unless one is due already; true while it is. */
  #ping(generation: Generation): boolean {
    if (this.#silentSince.has(generation)) return true;
    if (generation.state !== 'current') return false;
    this.#silentSince.set(generation, performance.now());
    generation.session.call('domain.ping', [], { deadline: 10 * this.#options.limits.silenceMs }).then(
      () => this.#silentSince.delete(generation),
      () => this.#silentSince.delete(generation),
    );
    return false;
  }

  #judge(load: GenerationLoad): void {
    const silent = performance.now() - (this.#silentSince.get(load.generation) ?? performance.now());
    const { memoryBytes, silenceMs } = this.#options.limits;
    const words =
      load.memoryBytes > memoryBytes
        ? `it used ${megabytes(load.memoryBytes)}, more than the ${megabytes(memoryBytes)} it may use`
        : silent > silenceMs
          ? `it did not answer for ${Math.round(silent / 1_000)} seconds`
          : undefined;
    // Once is enough, while the process takes its time to go.
    if (!words || this.#exceeded.has(load.generation)) return;
    this.#exceeded.add(load.generation);
    this.#options.onExceeded(load, words);
    load.generation.condemn(words);
  }

  /** Answers that wait in the host's own queue are no silence. */
  #forgiveAbsence(): void {
    const now = performance.now();
    if (now - this.#lastLook > HOST_WAS_AWAY) {
      for (const generation of this.#silentSince.keys()) this.#silentSince.set(generation, now);
    }
    this.#lastLook = now;
  }

  #forgetGone(loads: readonly GenerationLoad[]): void {
    const pids = new Set(loads.map((load) => load.pid));
    for (const pid of this.#lastCpu.keys()) if (!pids.has(pid)) this.#lastCpu.delete(pid);
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)} MB`;
}
