import { BulkheadError } from '../errors.ts';
import { isPlainData, type Plain } from '../plain-data.ts';
import type { ContractTable, MemberSpec } from './contract-method-table.ts';
import { NO_REFERENCES } from './wire.ts';

/** The values of an event by name, as they travel: one flat list. Both throw E_CONTRACT with the place. */
export interface EventValues {
  write(values: unknown): Plain;
  read(slots: unknown): unknown[];
}

/** Undefined where the contract has no event of that name. */
export function eventOf({ numbers, members }: ContractTable, name: string): MemberSpec | undefined {
  const spec = members.get(numbers.get(name) ?? -1);
  return spec?.kind === 'event' ? spec : undefined;
}

/** Throws E_NO_MEMBER where the contract has no event of that name. */
export function eventValues(table: ContractTable, name: string): EventValues {
  const spec = eventOf(table, name);
  if (spec) return valuesOf(spec);
  throw new BulkheadError('E_NO_MEMBER', { message: `${table.line} has no event "${name}".` });
}

function valuesOf({ name, parameters }: MemberSpec): EventValues {
  return {
    write(values) {
      if (!Array.isArray(values)) throw wrong(`${name}: what an event carries is a list of its values.`);
      const slots: unknown[] = [];
      parameters.encode(values, slots, NO_REFERENCES);
      if (isPlainData(slots)) return slots;
      throw wrong(`${name}: an event between add-ins carries plain data only.`);
    },
    read(slots) {
      if (!Array.isArray(slots)) throw wrong(`${name}: the values are not in the form of the contract.`);
      return parameters.decode(slots, { from: 0, to: slots.length }, NO_REFERENCES);
    },
  };
}

function wrong(message: string): BulkheadError {
  return new BulkheadError('E_CONTRACT', { message });
}
