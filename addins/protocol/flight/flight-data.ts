import type { ErrorCode } from '../errors.ts';
import type { TrafficCount } from '../traffic.ts';

/** Which way a call went, as the side that recorded it sees it. */
export type Direction = 'out' | 'in';

/** One finished call. No arguments, no answers: what is not kept cannot leak. */
export interface FlightCall {
  /** Counts up within one recorder: tells which calls of two reports are the same. */
  readonly sequence: number;
  /** Milliseconds since 1970 when it began. */
  readonly at: number;
  readonly direction: Direction;
  readonly method: string;
  /** Milliseconds. */
  readonly duration: number;
  /** Weight of the arguments. */
  readonly asked: number;
  /** Weight of the answer. */
  readonly answered: number;
  /** Null: it was answered. */
  readonly code: ErrorCode | null;
  readonly generation: number;
  /** Its number within its session: the same at both ends of the port. */
  readonly id: number;
}

/** One call that nobody has answered yet. */
export interface OpenCall {
  readonly direction: Direction;
  readonly method: string;
  /** Milliseconds. */
  readonly age: number;
  readonly asked: number;
  readonly generation: number;
  readonly id: number;
}

/** Everything known of one method in one direction. Durations in milliseconds. */
export interface MethodFigures {
  readonly direction: Direction;
  readonly method: string;
  readonly calls: number;
  readonly failures: number;
  readonly open: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly longest: number;
  /** Weight of all arguments and answers. */
  readonly weight: number;
  /** [upper edge in milliseconds, calls], ascending, without empty ones. */
  readonly histogram: readonly (readonly [number, number])[];
}

/** A method that is called in a loop across processes. */
export interface ChattyAdvice {
  readonly method: string;
  readonly callsPerSecond: number;
  /** Milliseconds that answering took, on average; of a call that was passed on, with the way to whoever answers. */
  readonly meanHandling: number;
  /** Another add-in answers it. */
  readonly isPassedOn: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export type TrafficCounts = Readonly<Record<TrafficCount, number>>;

/** What one recorder knows: one side of one add-in's ports. */
export interface FlightReport {
  /** Milliseconds since 1970. */
  readonly takenAt: number;
  /** Milliseconds since 1970 since when it counts. */
  readonly since: number;
  /** Oldest first. */
  readonly calls: readonly FlightCall[];
  /** Longest waiting first. */
  readonly open: readonly OpenCall[];
  readonly methods: readonly MethodFigures[];
  readonly counts: TrafficCounts;
  readonly advice: readonly ChattyAdvice[];
}

/** Who can wait or be waited for: 'window', 'host', or 'addin:' with the id of an add-in. */
export type WaitParty = 'window' | 'host' | `addin:${string}`;

/** Open calls from one party to another. */
export interface WaitEdge {
  readonly from: WaitParty;
  readonly to: WaitParty;
  readonly count: number;
  /** Milliseconds. */
  readonly oldest: number;
  /** What the oldest one asks for. */
  readonly method: string;
  /** Whoever is called waits for the caller, too, and answers all the same: it gave away what is called here. */
  readonly callsBack?: boolean;
}
