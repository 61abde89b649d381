import { type CallValues, callValues, type Use } from '../../addins/protocol/contracts/call-values.ts';
import type { MemberSpec } from '../../addins/protocol/contracts/contract-method-table.ts';
import type { ContractSet } from '../../addins/protocol/contracts/contract-set.ts';
import type { References } from '../../addins/protocol/contracts/wire.ts';
import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import type { Objects } from '../../addins/protocol/wire/objects.ts';
import type { Party } from './service-graph.ts';

/** One end of a call between add-ins: its port, what its package describes, and how people know it. */
export interface ExchangeEnd extends Party {
  readonly contracts: ContractSet;
  readonly objects: Pick<Objects, 'references' | 'letGo'>;
}

/** What is said in one call. */
export interface ExchangeSubject {
  readonly contract: string;
  readonly member: string;
  /** The version whose words both ends use here. */
  readonly line: string;
  /** Of a stream every item is an answer. */
  readonly use?: Use;
}

/**
 * The values of one call on their way through the host. They come in the form of the sender's port, are checked by its
 * contract, are checked by the receiver's, and leave in the form of the receiver's port. Whoever's values do not fit is named:
 * the caller for arguments, the provider for answers. Objects and callbacks among them become stand-ins, see Relay.
 */
export class ServiceExchange {
  readonly #caller: ExchangeEnd;
  readonly #subject: ExchangeSubject;
  readonly #received: object[] = [];
  readonly #values: readonly unknown[];

  /** Reads the arguments. Throws E_CONTRACT or E_NO_MEMBER, with `detail.blame` "caller". */
  constructor(caller: ExchangeEnd, subject: ExchangeSubject, args: readonly Plain[]) {
    this.#caller = caller;
    this.#subject = subject;
    const references = caller.objects.references(this.#received);
    this.#values = this.#blaming(caller, 'caller', () => this.#valuesAt(caller).readArguments(args, references));
  }

  /** What stands for the objects and callbacks among the arguments. */
  get received(): readonly object[] {
    return this.#received;
  }

  /** What the caller's own package says of the member. */
  get described(): MemberSpec | undefined {
    const table = this.#caller.contracts.table(this.#subject.line);
    return table?.members.get(table.numbers.get(this.#subject.member) ?? -1);
  }

  /** The arguments for this provider. Throws as the constructor does. */
  argumentsFor(provider: ExchangeEnd): Plain[] {
    // What came over the port as plain data needs no second look.
    if (this.#isPlain(provider)) return [...this.#values] as Plain[];
    return this.#blaming(this.#caller, 'caller', () =>
      written(provider, (references) => {
        const args = this.#valuesBetween(this.#caller, provider).writeArguments(this.#values, references);
        this.#valuesAt(provider).readArguments(args, UNRESOLVED);
        return args;
      }),
    );
  }

  /** The answer for the caller. Throws E_CONTRACT with `detail.blame` "provider". */
  answerOf(provider: ExchangeEnd, answer: unknown): Plain {
    if (this.#isPlain(provider)) return answer as Plain;
    const received: object[] = [];
    const incoming = provider.objects.references(received);
    try {
      return this.#blaming(provider, 'provider', () => {
        const value = this.#valuesAt(provider).readAnswer(answer, incoming);
        return written(this.#caller, (references) => {
          const outgoing = this.#valuesBetween(provider, this.#caller).writeAnswer(value, references);
          this.#valuesAt(this.#caller).readAnswer(outgoing, UNRESOLVED);
          return outgoing;
        });
      });
    } finally {
      provider.objects.letGo(received);
    }
  }

  /** What the provider says of its own answer: that it breaks the contract is the provider's fault in the caller's eyes too. */
  failureOf(provider: Party, error: BulkheadError): BulkheadError {
    return error.code === 'E_CONTRACT' ? blamed(error, this.#subject, { party: provider, blame: 'provider' }) : error;
  }

  /** The call is over: what came with it and was not passed on goes back. */
  end(): void {
    this.#caller.objects.letGo(this.#received);
  }

  /** Nobody describes it. */
  #isPlain(provider: ExchangeEnd): boolean {
    const { line } = this.#subject;
    return !this.#caller.contracts.table(line) && !provider.contracts.table(line);
  }

  #valuesAt({ contracts }: ExchangeEnd): CallValues {
    const { line, member, use } = this.#subject;
    return callValues(contracts.table(line), member, use);
  }

  /**
   * Written by the version of whoever sent it: what the other version has less, or more, is for the receiver to read. Only
   * so does a value that an older version does not know arrive as what it is.
   */
  #valuesBetween(sender: ExchangeEnd, receiver: ExchangeEnd): CallValues {
    const { line, member, use } = this.#subject;
    const read = receiver.contracts.table(line);
    return callValues(read && (sender.contracts.table(line) ?? read), member, use);
  }

  #blaming<Value>(party: Party, blame: Blame, work: () => Value): Value {
    try {
      return work();
    } catch (thrown) {
      throw blamed(toBulkheadError(thrown), this.#subject, { party, blame });
    }
  }
}

/** For a look at values that somebody else will read: what they refer to is not of interest. */
const UNRESOLVED: References = { export: () => 0, resolve: () => null };

/** What `write` lends on that port counts only if all of it can be sent. */
function written<Value>({ objects }: ExchangeEnd, write: (references: References) => Value): Value {
  const references = objects.references();
  const numbers: number[] = [];
  const counting: References = {
    ...references,
    export(value, place) {
      const lent = references.export(value, place);
      numbers.push(lent);
      return lent;
    },
    // Once is enough, and it is done below.
    undo: () => undefined,
  };
  try {
    return write(counting);
  } catch (thrown) {
    references.undo?.(numbers);
    throw thrown;
  }
}

type Blame = 'caller' | 'provider';

function blamed(
  error: BulkheadError,
  { contract }: ExchangeSubject,
  { party, blame }: { party: Party; blame: Blame },
): BulkheadError {
  if (error.code !== 'E_CONTRACT' && error.code !== 'E_NO_MEMBER') return error;
  const message =
    blame === 'caller'
      ? `${party.displayName} used ${contract} in a way that it does not allow: ${error.message}`
      : `${party.displayName} answered what ${contract} does not allow: ${error.message}`;
  return new BulkheadError(error.code, { message, detail: { ...error.detail, blame }, cause: error });
}
