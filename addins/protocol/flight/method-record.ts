import { ChattyDetector } from './chatty-detector.ts';
import { DurationHistogram } from './duration-histogram.ts';
import type { Direction, MethodFigures } from './flight-data.ts';
import { LITTLE_PASSED_WORK } from './passed-calls.ts';

export interface MethodRecordOptions {
  readonly name: string;
  readonly direction: Direction;
  readonly number: number;
  readonly isQuiet: boolean;
  readonly isPassedOn: boolean;
}

/** What is summed up of one method in one direction. */
export class MethodRecord {
  readonly name: string;
  readonly direction: Direction;
  /** Its place in the recorder's list: what the ring keeps instead of the name. */
  readonly number: number;
  /** Only failures are kept one by one. */
  readonly isQuiet: boolean;
  /** Whoever recorded it does not answer it. */
  readonly isPassedOn: boolean;
  readonly detector: ChattyDetector;
  readonly #durations = new DurationHistogram();
  open = 0;
  failures = 0;
  weight = 0;
  longest = 0;

  constructor(options: MethodRecordOptions) {
    this.name = options.name;
    this.direction = options.direction;
    this.number = options.number;
    this.isQuiet = options.isQuiet;
    this.isPassedOn = options.isPassedOn;
    this.detector = new ChattyDetector(options.isPassedOn ? LITTLE_PASSED_WORK : undefined);
  }

  ended(duration: number, weight: number): void {
    this.open--;
    this.weight += weight;
    if (duration > this.longest) this.longest = duration;
    this.#durations.add(duration);
  }

  figures(): MethodFigures {
    const { direction, name, failures, open, longest, weight } = this;
    // A bucket's edge may lie above everything in it.
    const percentile = (share: number): number => Math.min(longest, this.#durations.percentile(share));
    return {
      ...{ direction, method: name, failures, open, longest, weight },
      calls: this.#durations.total + open,
      p50: percentile(0.5),
      p95: percentile(0.95),
      p99: percentile(0.99),
      histogram: this.#durations.buckets(),
    };
  }
}
