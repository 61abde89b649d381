import type { ContractTable } from '../../addins/protocol/contracts/contract-method-table.ts';
import { eventOf, eventValues } from '../../addins/protocol/contracts/event-values.ts';
import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import { isPlainData, type Plain } from '../../addins/protocol/plain-data.ts';
import type { Party } from './service-graph.ts';

/** Characters of JSON of one event: an event says that something changed, a call fetches it. */
const EVENT_CHARACTERS = 65_536;

export interface EmittedEvent {
  readonly contract: string;
  readonly topic: string;
  /** In the form of the emitter's port. */
  readonly value: Plain;
}

/** Who tells it, and in which words. */
export interface Telling {
  readonly party: Party;
  /** The version whose words these are. */
  readonly line: string;
  /** What the package of whoever tells it says of that version. */
  readonly table: ContractTable | undefined;
}

/**
 * What a provider tells. Where its package describes the contract the topic is one of its events, and the value holds what
 * that event carries in the form of the contract; elsewhere both are free. What does not fit is the fault of who tells it.
 */
export class ToldEvent {
  readonly contract: string;
  readonly topic: string;
  readonly line: string;
  readonly #telling: Telling;
  readonly #value: unknown;

  /** Throws E_QUOTA where it is too large, E_NO_MEMBER for an event that there is not, E_CONTRACT with the place where its value does not fit. */
  constructor(telling: Telling, { contract, topic, value }: EmittedEvent) {
    if (JSON.stringify(value).length > EVENT_CHARACTERS) throw tooLarge();
    this.contract = contract;
    this.topic = topic;
    this.line = telling.line;
    this.#telling = telling;
    const { table } = telling;
    this.#value = table ? this.#blaming(() => eventValues(table, topic).read(value)) : value;
  }

  /**
   * As it goes to whoever listens, in the form of that port, by its own version of the contract; undefined where that does not
   * have the event. Throws E_CONTRACT where it does not fit what the listener was promised.
   */
  for(reader: ContractTable | undefined): Plain | undefined {
    const { table } = this.#telling;
    if (!reader) return table ? this.#blaming(() => plain(this.#value)) : (this.#value as Plain);
    if (!eventOf(reader, this.topic)) return undefined;
    return this.#blaming(() => {
      // Written by the version of whoever told it: what the other has less, or more, is for the listener to read.
      const slots = eventValues(table ?? reader, this.topic).write(this.#value);
      eventValues(reader, this.topic).read(slots);
      return slots;
    });
  }

  #blaming<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (thrown) {
      throw blamed(toBulkheadError(thrown), this.#telling.party, this.contract);
    }
  }
}

function blamed(error: BulkheadError, { displayName }: Party, contract: string): BulkheadError {
  if (error.code !== 'E_CONTRACT' && error.code !== 'E_NO_MEMBER') return error;
  const message = `${displayName} told what ${contract} does not allow: ${error.message}`;
  return new BulkheadError(error.code, { message, detail: { ...error.detail, blame: 'provider' }, cause: error });
}

function plain(value: unknown): Plain {
  if (isPlainData(value)) return value;
  throw new BulkheadError('E_CONTRACT', { message: 'an event between add-ins carries plain data only.' });
}

function tooLarge(): BulkheadError {
  const message = 'This event is too large. Send what changed, and answer calls for the rest.';
  return new BulkheadError('E_QUOTA', { message });
}
