import type { Random } from './random.ts';

/** One open session that is being attacked. */
export interface Victim {
  /** As a port would: a clone of the frame, at once. What it throws has escaped the guard of the session. */
  receive(frame: unknown): void;
  readonly isClosed: boolean;
  /** Ends it and frees what was opened for it. */
  close(): void;
}

/** One end of one kind of port. */
export interface FuzzTarget {
  readonly name: string;
  readonly epoch: number;
  /** Share of the frames, relative to the other targets: sessions that are dear to open get fewer. */
  readonly weight: number;
  /** Frames that an honest peer sends to it. */
  readonly honest: readonly (readonly unknown[])[];
  uiMessage?(random: Random): unknown;
  open(onViolation: () => void): Victim;
  /** One good call on a fresh session, answered. */
  probe(): Promise<unknown>;
}
