import { callValues, type Use } from '../protocol/contracts/call-values.ts';
import { ContractSet, compileContracts } from '../protocol/contracts/contract-set.ts';
import { eventValues } from '../protocol/contracts/event-values.ts';
import { iteratorOf } from '../protocol/contracts/items.ts';
import type { References } from '../protocol/contracts/wire.ts';
import { BulkheadError, toBulkheadError } from '../protocol/errors.ts';
import type { AbortSignalLike } from '../protocol/method.ts';
import type { ServiceEvent, ServiceRequest } from '../protocol/methods/domain-methods.ts';
import type { Plain } from '../protocol/plain-data.ts';
import type { Objects } from '../protocol/wire/objects.ts';
import { mapItems } from './guest-items.ts';

/** What the host says of the package's contracts before its script runs. */
export interface KnownContracts {
  readonly contracts: readonly string[];
  readonly uses: readonly string[];
  readonly offers: readonly string[];
}

/** The arguments of a call to the host, and how its answer is read. */
export interface TravellingCall {
  readonly args: unknown[];
  read(answer: unknown): unknown;
  /** It was not sent: nothing is lent by it. */
  undo(): void;
}

/** Calls from and to other add-ins in the form in which they travel, by the contracts that this package describes. */
export class ContractCalls {
  readonly #objects: () => Pick<Objects, 'learn' | 'references'>;
  #contracts = new ContractSet([]);
  /** The version of each contract that this add-in was made for, and of each that it offers. */
  #used: ReadonlyMap<string, string> = new Map();
  #offered: ReadonlyMap<string, string> = new Map();

  constructor(objects: () => Pick<Objects, 'learn' | 'references'>) {
    this.#objects = objects;
  }

  /** Throws E_CONTRACT_FILE, which the host has made impossible. */
  learn({ contracts, uses, offers }: KnownContracts): void {
    this.#contracts = compileContracts(contracts);
    this.#used = byContract(uses);
    this.#offered = byContract(offers);
    this.#objects().learn(this.#contracts.tables);
  }

  /** Of the guest's arguments of a host method. Throws E_CONTRACT with the place of the value that is wrong. */
  outgoing(method: string, args: unknown[]): TravellingCall {
    if (method === 'services.emit') return plain(this.#told(args));
    const [contract, member, values, how] = args;
    const use = USES.get(method);
    if (!use || !Array.isArray(values)) return plain(args);
    const table = this.#contracts.table(speaks(how) ?? this.#used.get(String(contract)) ?? '');
    if (!table) return plain(args);
    const codec = callValues(table, String(member), use);
    const references = this.#references();
    const lent: number[] = [];
    return {
      args: [contract, member, codec.writeArguments(values, noting(references, lent)), how],
      read: (answer) => codec.readAnswer(answer, references),
      undo: () => references.undo?.(lent),
    };
  }

  /** Runs `serve` with the values of a request, and answers what travels back. */
  async incoming(
    request: ServiceRequest,
    signal: AbortSignalLike,
    serve: (request: ServiceRequest) => Promise<unknown>,
  ): Promise<unknown> {
    const table = this.#contracts.table(request.line);
    if (!table) return await serve(request);
    const codec = callValues(table, request.member);
    const references = this.#references();
    const values = codec.readArguments(request.args, references);
    const answer = await serve({ ...request, args: values as Plain[] });
    // Nothing is lent in an answer that nobody waits for.
    if (signal.aborted) throw new BulkheadError('E_CANCELLED');
    return codec.writeAnswer(answer, references);
  }

  /** The same for a member that answers item by item. */
  async incomingStream(
    request: ServiceRequest,
    serve: (request: ServiceRequest) => Promise<unknown>,
  ): Promise<AsyncIterableIterator<unknown>> {
    const table = this.#contracts.table(request.line);
    const codec = callValues(table, request.member, 'stream');
    const references = this.#references();
    const values = codec.readArguments(request.args, references);
    const items = iteratorOf(await serve({ ...request, args: values as Plain[] }), request.member);
    return mapItems(items, (item) => codec.writeAnswer(item, references));
  }

  /** What another add-in tells, as the listeners here hear it. */
  incomingEvent(event: ServiceEvent): ServiceEvent {
    const { line, topic, value } = event;
    const table = this.#contracts.table(line);
    // The host has made sure that it can be read: what it carries is plain data.
    return table ? { ...event, value: eventValues(table, topic).read(value) as Plain } : event;
  }

  #told([contract, topic, value, how]: unknown[]): unknown[] {
    const table = this.#contracts.table(speaks(how) ?? this.#offered.get(String(contract)) ?? '');
    return [contract, topic, table ? eventValues(table, String(topic)).write(value) : value, how];
  }

  #references(): References {
    return this.#objects().references();
  }
}

function byContract(lines: readonly string[]): ReadonlyMap<string, string> {
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf('@')), line]));
}

/** What is sent as it is. */
function plain(args: unknown[]): TravellingCall {
  return { args, read: (answer) => answer, undo: () => undefined };
}

/** The same, and what is lent is noted. Of a message that fails nothing is left to undo. */
function noting(references: References, lent: number[]): References {
  return {
    ...references,
    export(value, place) {
      const number = references.export(value, place);
      lent.push(number);
      return number;
    },
  };
}

const USES: ReadonlyMap<string, Use> = new Map([
  ['services.call', 'call'],
  ['services.stream', 'stream'],
]);

/** The guest's own words are looked at like a peer's. */
function speaks(how: unknown): string | undefined {
  try {
    const line: unknown = typeof how === 'object' && how !== null ? Reflect.get(how, 'speaks') : undefined;
    return typeof line === 'string' ? line : undefined;
  } catch (thrown) {
    throw toBulkheadError(thrown, 'E_CONTRACT');
  }
}
