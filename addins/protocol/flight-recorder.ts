import { ERRORS, type ErrorCode } from './errors.ts';
import { CallRing } from './flight/call-ring.ts';
import type { Chattiness } from './flight/chatty-detector.ts';
import type { ChattyAdvice, Direction, FlightCall, FlightReport, OpenCall } from './flight/flight-data.ts';
import { MethodRecord } from './flight/method-record.ts';
import { PassedCalls } from './flight/passed-calls.ts';
import { type FlightTap, SessionTap } from './flight/session-tap.ts';
import type { TrafficCount } from './traffic.ts';

export interface FlightRecorderOptions {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Milliseconds since 1970. */
  wallTime(): number;
  /** Methods like a heartbeat: counted, and kept only when they fail, or they would push out everything else. */
  quiet?: ReadonlySet<string>;
  /** Methods that somebody else answers, behind whoever records. */
  isPassedOn?(method: string): boolean;
  /** A method turned out to be chatty; called once for each. */
  onAdvice?: ((advice: ChattyAdvice) => void) | undefined;
}

/** Methods that are told apart; names beyond it share one record. The tables of a port hold a tenth of this. */
const METHODS = 500;
const OTHER_METHODS = 'other methods';
/** Characters of a method's name. */
const NAME_LENGTH = 100;

const CODES = Object.keys(ERRORS) as ErrorCode[];
/** 0 stands for an answer. */
const OUTCOMES: ReadonlyMap<ErrorCode, number> = new Map(CODES.map((code, index) => [code, index + 1]));

/**
 * The flight recorder of one side of one add-in's ports: the last calls, how long they take, what is under way. It
 * outlives processes; each of their sessions reports to a tap of its own. See docs/diagnostics.md.
 */
export class FlightRecorder {
  readonly #options: FlightRecorderOptions;
  readonly #ring = new CallRing();
  readonly #records: MethodRecord[] = [];
  readonly #byName = { out: new Map<string, MethodRecord>(), in: new Map<string, MethodRecord>() };
  readonly #taps = new Set<SessionTap>();
  readonly #counts = createCounts();
  readonly #advice = new Map<string, ChattyAdvice>();
  readonly #passed: PassedCalls;
  readonly #since: number;

  constructor(options: FlightRecorderOptions) {
    this.#options = options;
    this.#since = options.wallTime();
    this.#passed = new PassedCalls(options.now, (name, found) => this.#advise({ name, isPassedOn: true }, found));
  }

  /** For the session of one generation. */
  tap(generation: number): FlightTap {
    const tap = new SessionTap(generation, {
      now: this.#options.now,
      counts: this.#counts,
      record: (direction, method) => this.#byName[direction].get(method) ?? this.#createRecord(direction, method),
      write: (row) => this.#ring.write(row),
      outcome: (code) => (code === null ? 0 : (OUTCOMES.get(code) ?? 0)),
      advise: (record, found) => this.#advise(record, found),
      ended: () => this.#taps.delete(tap),
    });
    this.#taps.add(tap);
    return tap;
  }

  /** A call of the add-in to another one begins; it ends with what is answered. `name` is what it asks for. */
  passed(name: string): () => void {
    return this.#passed.begin(name.slice(0, NAME_LENGTH));
  }

  /** Everything; of the calls only those from number `after` on, for whoever has the others. */
  report(after = 0): FlightReport {
    return {
      takenAt: this.#options.wallTime(),
      since: this.#since,
      calls: this.#calls(after),
      open: this.open(),
      methods: this.#records.map((record) => record.figures()),
      counts: { ...this.#counts },
      advice: [...this.#advice.values()],
    };
  }

  /** Calls that wait, longest first. */
  open(): OpenCall[] {
    const now = this.#options.now();
    return [...this.#taps].flatMap((tap) => tap.open(now)).sort((one, other) => other.age - one.age);
  }

  #calls(after: number): FlightCall[] {
    const offset = this.#options.wallTime() - this.#options.now();
    return Array.from(this.#ring.rows(after), ({ began, method, outcome, ...row }) => {
      const { name, direction } = this.#records[method] as MethodRecord;
      return { ...row, at: began + offset, direction, method: name, code: CODES[outcome - 1] ?? null };
    });
  }

  #createRecord(direction: Direction, method: string): MethodRecord {
    const byName = this.#byName[direction];
    const name = this.#records.length >= METHODS ? OTHER_METHODS : method.slice(0, NAME_LENGTH);
    const known = byName.get(name);
    if (known) return known;
    const isQuiet = this.#options.quiet?.has(method) ?? false;
    const isPassedOn = this.#options.isPassedOn?.(method) ?? false;
    const record = new MethodRecord({ name, direction, number: this.#records.length, isQuiet, isPassedOn });
    this.#records.push(record);
    byName.set(name, record);
    return record;
  }

  #advise({ name, isPassedOn }: Pick<MethodRecord, 'name' | 'isPassedOn'>, found: Chattiness): void {
    const isNew = !this.#advice.has(name);
    const advice = { method: name, ...found, isPassedOn, at: this.#options.wallTime() };
    this.#advice.set(name, advice);
    if (isNew) this.#options.onAdvice?.(advice);
  }
}

function createCounts(): Record<TrafficCount, number> {
  return {
    'notify-out': 0,
    'notify-in': 0,
    'ui-out': 0,
    'ui-in': 0,
    'frame-in': 0,
    'frame-out': 0,
    dropped: 0,
    violation: 0,
  };
}
