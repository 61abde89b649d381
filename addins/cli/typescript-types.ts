import type { ContractType, Parameter } from '../protocol/contracts/contract-type.ts';

/** A type of a contract in TypeScript; `use` is told the names of the SDK that it needs. */
export function typescriptType(type: ContractType, use: (name: string) => void): string {
  const inner = (item: ContractType): string => typescriptType(item, use);
  const from = (name: string): string => {
    use(name);
    return name;
  };
  switch (type.kind) {
    case 'intrinsic':
      return type.name === 'any' ? from('Plain') : INTRINSICS[type.name];
    case 'named':
      return type.name;
    case 'list':
      return isOneWord(type.item) ? `readonly ${inner(type.item)}[]` : `ReadonlyArray<${inner(type.item)}>`;
    case 'map':
      return `Readonly<Record<string, ${inner(type.item)}>>`;
    case 'optional':
      return type.item.kind === 'callback' ? `(${inner(type.item)}) | null` : `${inner(type.item)} | null`;
    case 'ref':
      return from('ContractObject');
    case 'stream':
      return `AsyncIterable<${inner(type.item)}>`;
    case 'callback':
      return `(${parameterList(type.parameters, use).join(', ')}) => ${from('Answer')}<${answerType(type.result, use)}>`;
  }
}

const INTRINSICS = {
  null: 'null',
  boolean: 'boolean',
  integer: 'number',
  number: 'number',
  string: 'string',
  bytes: 'Uint8Array',
  date: 'string',
} as const;

/** Nobody writes `return null` where nothing is answered. */
export function answerType(type: ContractType, use: (name: string) => void): string {
  return type.kind === 'intrinsic' && type.name === 'null' ? 'void' : typescriptType(type, use);
}

/** `left: number`, `digits?: number`; `prefix` marks parameters that nothing reads. */
export function parameterList(parameters: readonly Parameter[], use: (name: string) => void, prefix = ''): string[] {
  return parameters.map(
    ({ name, type, optional }) => `${prefix}${name}${optional ? '?' : ''}: ${typescriptType(type, use)}`,
  );
}

function isOneWord(type: ContractType): boolean {
  return type.kind === 'intrinsic' || type.kind === 'named' || type.kind === 'ref';
}
