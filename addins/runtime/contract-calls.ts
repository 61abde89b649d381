import { callValues, type Use } from '../protocol/contracts/call-values.ts';
import { ContractSet, compileContracts } from '../protocol/contracts/contract-set.ts';
import type { References } from '../protocol/contracts/wire.ts';
import { BulkheadError, toBulkheadError } from '../protocol/errors.ts';
import type { AbortSignalLike } from '../protocol/method.ts';
import type { ServiceRequest } from '../protocol/methods/domain-methods.ts';
import type { Plain } from '../protocol/plain-data.ts';
import type { Objects } from '../protocol/wire/objects.ts';
import { iteratorOf, mapItems } from './guest-items.ts';

/** What the host says of the package's contracts before its script runs. */
export interface KnownContracts {
  readonly contracts: readonly string[];
  readonly uses: readonly string[];
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
  /** The version of each contract that this add-in was made for. */
  #lines: ReadonlyMap<string, string> = new Map();

  constructor(objects: () => Pick<Objects, 'learn' | 'references'>) {
    this.#objects = objects;
  }

  /** Throws E_CONTRACT_FILE, which the host has made impossible. */
  learn({ contracts, uses }: KnownContracts): void {
    this.#contracts = compileContracts(contracts);
    this.#lines = new Map(uses.map((line) => [line.slice(0, line.lastIndexOf('@')), line]));
    this.#objects().learn(this.#contracts.tables);
  }

  /** Of the guest's arguments of a host method. Throws E_CONTRACT with the place of the value that is wrong. */
  outgoing(method: string, args: unknown[]): TravellingCall {
    const [contract, member, values, how] = args;
    const use = USES.get(method);
    const plain = { args, read: (answer: unknown) => answer, undo: () => undefined };
    if (!use || !Array.isArray(values)) return plain;
    const table = this.#contracts.table(speaks(how) ?? this.#lines.get(String(contract)) ?? '');
    if (!table) return plain;
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

  #references(): References {
    return this.#objects().references();
  }
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
