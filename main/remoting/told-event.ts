import type { ContractTable, MemberSpec } from '../../addins/protocol/contracts/contract-method-table.ts';
import { lineOf, parseVersion } from '../../addins/protocol/contracts/contract-version.ts';
import { NO_REFERENCES } from '../../addins/protocol/contracts/wire.ts';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { isPlainData, type Plain } from '../../addins/protocol/plain-data.ts';
import type { Generation } from '../domains/generation.ts';

/** Characters of JSON of one event: an event says that something changed, a call fetches it. */
const EVENT_CHARACTERS = 65_536;

export interface EmittedEvent {
  readonly contract: string;
  readonly topic: string;
  readonly value: Plain;
}

/**
 * What a provider tells. Where its package describes the contract the topic is one of its events, and the value the list of
 * what that event carries; elsewhere both are free.
 */
export class ToldEvent {
  readonly contract: string;
  readonly topic: string;
  readonly #sender: ContractTable | undefined;
  readonly #value: Plain;

  /** Throws E_QUOTA where it is too large, E_NO_MEMBER for an event that there is not, E_CONTRACT with the place where its value does not fit. */
  constructor(sender: ContractTable | undefined, { contract, topic, value }: EmittedEvent) {
    if (JSON.stringify(value).length > EVENT_CHARACTERS) throw tooLarge();
    this.contract = contract;
    this.topic = topic;
    this.#sender = sender;
    this.#value = sender ? read(eventNamed(sender, topic), written(eventNamed(sender, topic), value)) : value;
  }

  /**
   * As whoever listens hears it, by its own version of the contract; undefined where that does not have the event. Throws
   * E_CONTRACT where it does not fit what the listener was promised.
   */
  for(reader: ContractTable | undefined): Plain | undefined {
    if (!reader) return this.#value;
    const spec = eventOf(reader, this.topic);
    if (!spec) return undefined;
    return read(spec, written((this.#sender && eventOf(this.#sender, this.topic)) ?? spec, this.#value));
  }
}

/** What the package of this life says of a contract, in its version. */
export function tableOf(
  { contracts }: Pick<Generation, 'contracts'>,
  { contract, version }: { readonly contract: string; readonly version: string },
): ContractTable | undefined {
  return contracts.table(lineOf(contract, parseVersion(version)));
}

function tooLarge(): BulkheadError {
  const message = 'This event is too large. Send what changed, and answer calls for the rest.';
  return new BulkheadError('E_QUOTA', { message });
}

function eventOf({ numbers, members }: ContractTable, name: string): MemberSpec | undefined {
  const spec = members.get(numbers.get(name) ?? -1);
  return spec?.kind === 'event' ? spec : undefined;
}

function eventNamed(table: ContractTable, name: string): MemberSpec {
  const spec = eventOf(table, name);
  if (spec) return spec;
  throw new BulkheadError('E_NO_MEMBER', { message: `${table.line} has no event "${name}".` });
}

function written({ name, parameters }: MemberSpec, value: unknown): unknown[] {
  if (!Array.isArray(value)) {
    throw new BulkheadError('E_CONTRACT', { message: `${name}: what an event carries is a list of its values.` });
  }
  const slots: unknown[] = [];
  parameters.encode(value, slots, NO_REFERENCES);
  return slots;
}

function read({ name, parameters }: MemberSpec, slots: readonly unknown[]): Plain {
  const values = parameters.decode(slots, { from: 0, to: slots.length }, NO_REFERENCES);
  if (isPlainData(values)) return values;
  throw new BulkheadError('E_CONTRACT', { message: `${name}: an event between add-ins carries plain data only.` });
}
