import type { ContractInput } from '../contract-schema.ts';

type MemberInput = ContractInput['members'][number];

/** A small valid contract; `more` replaces parts of it. */
export function contractWith(more: Partial<ContractInput> = {}): ContractInput {
  return { id: 'acme.calc', version: '1.0', members: [member()], ...more };
}

export function member(more: Partial<MemberInput> = {}): MemberInput {
  return {
    name: 'add',
    number: 0,
    parameters: [
      { name: 'left', type: 'number' },
      { name: 'right', type: 'number' },
    ],
    result: 'number',
    ...more,
  };
}

/** A contract whose one member takes, and answers, one value of this type. */
export function contractOf(type: unknown, types: ContractInput['types'] = {}): ContractInput {
  const written = type as NonNullable<MemberInput['result']>;
  return contractWith({
    types,
    members: [member({ name: 'echo', parameters: [{ name: 'value', type: written }], result: written })],
  });
}
