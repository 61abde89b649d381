import { BulkheadError } from '../errors.ts';
import { isPlainData, type Plain } from '../plain-data.ts';
import type { ContractTable, MemberSpec } from './contract-method-table.ts';
import type { References } from './wire.ts';

/**
 * The values of a call to a member by name, as they travel beside the objects of a port. Where the package at the add-in's
 * end describes the contract, both ends of its port know that: then all arguments are one flat list, and so is the answer,
 * and objects and callbacks may be among them. Elsewhere they are plain data.
 */
export interface CallValues {
  /** What a call of it is made with. */
  writeArguments(values: readonly unknown[], references: References): Plain[];
  readArguments(args: readonly unknown[], references: References): unknown[];
  writeAnswer(value: unknown, references: References): Plain;
  readAnswer(answer: unknown, references: References): unknown;
}

/** How a member is used. Of a stream, an answer is one item. */
export type Use = 'call' | 'stream';

/** Throws E_NO_MEMBER where the contract has no such member, or none of that use. Reading and writing throw E_CONTRACT. */
export function callValues(table: ContractTable | undefined, member: string, use: Use = 'call'): CallValues {
  return table ? new DescribedValues(memberNamed(table, member, use)) : PLAIN_VALUES;
}

function memberNamed({ numbers, members, line }: ContractTable, name: string, use: Use): MemberSpec {
  const spec = members.get(numbers.get(name) ?? -1);
  if (!spec) throw new BulkheadError('E_NO_MEMBER', { message: `${line} has no "${name}".` });
  if (use === 'stream' ? spec.kind === 'stream' : spec.kind === 'call' || spec.kind === 'oneway') return spec;
  const fault = use === 'stream' ? 'not read as a stream' : 'not called';
  throw new BulkheadError('E_NO_MEMBER', {
    message: `"${name}" of ${line} is of the kind "${spec.kind}", which is ${fault}.`,
  });
}

class DescribedValues implements CallValues {
  readonly #spec: MemberSpec;

  constructor(spec: MemberSpec) {
    this.#spec = spec;
  }

  writeArguments(values: readonly unknown[], references: References): Plain[] {
    const slots: unknown[] = [];
    this.#spec.parameters.encode(values, slots, references);
    return [slots as Plain];
  }

  readArguments(args: readonly unknown[], references: References): unknown[] {
    const [slots, ...more] = args;
    if (!Array.isArray(slots) || more.length > 0) throw wrongForm(this.#spec.name);
    return this.#spec.parameters.decode(slots, { from: 0, to: slots.length }, references);
  }

  writeAnswer(value: unknown, references: References): Plain {
    const slots: unknown[] = [];
    this.#spec.result.encode([value ?? null], slots, references);
    return slots as Plain;
  }

  readAnswer(answer: unknown, references: References): unknown {
    if (!Array.isArray(answer)) throw wrongForm(this.#spec.name);
    return this.#spec.result.decode(answer, { from: 0, to: answer.length }, references)[0];
  }
}

const PLAIN_VALUES: CallValues = Object.freeze({
  writeArguments: (values: readonly unknown[]) => values.map((value) => plainOf(value)),
  readArguments: (args: readonly unknown[]) => [...args],
  writeAnswer: (value: unknown) => plainOf(value ?? null),
  readAnswer: (answer: unknown) => answer,
});

function plainOf(value: unknown): Plain {
  if (isPlainData(value)) return value;
  throw new BulkheadError('E_CONTRACT', {
    message: 'Only plain data can be sent, since no package describes this contract.',
  });
}

function wrongForm(member: string): BulkheadError {
  return new BulkheadError('E_CONTRACT', { message: `${member}: the values are not in the form of the contract` });
}
