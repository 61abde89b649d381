import { z } from 'zod';
import { CALL_ARGUMENTS } from '../limits.ts';
import { BYTES_LENGTH, TEXT_LENGTH, TYPE_DEPTH } from './contract-limits.ts';
import { contractLine, parameterName, typeName } from './contract-names.ts';

const INTRINSICS = ['null', 'boolean', 'integer', 'number', 'string', 'bytes', 'date', 'any'] as const;
export type IntrinsicName = (typeof INTRINSICS)[number];

/** A type as it is written: `"number"`, `"Quantity"`, `{ "list": "Quantity" }`, `{ "integer": { "min": 0 } }`. */
export type ContractTypeInput = string | { readonly [form: string]: unknown };

/** Bounds of a number, or the greatest length of a text or of bytes. */
export interface Range {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** A type as it was read. */
export type ContractType =
  | { readonly kind: 'intrinsic'; readonly name: IntrinsicName; readonly range: Range }
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'list' | 'map' | 'optional' | 'stream'; readonly item: ContractType }
  | { readonly kind: 'ref'; readonly line: string }
  | { readonly kind: 'callback'; readonly parameters: readonly Parameter[]; readonly result: ContractType };

export type Literal = null | boolean | number | string;

export interface Parameter {
  readonly name: string;
  readonly type: ContractType;
  /** May be left out; what the receiver is given then is `initial`, or nothing. */
  readonly optional: boolean;
  readonly initial?: Literal | undefined;
}

class TypeProblem extends Error {
  readonly path: readonly PropertyKey[];

  constructor(message: string, path: readonly PropertyKey[] = []) {
    super(message);
    this.path = path;
  }
}

/** Reads a type expression; its output is a {@link ContractType}. */
export const contractType = z.custom<ContractTypeInput>().transform((value: unknown, context): ContractType => {
  try {
    return readType(value, TYPE_DEPTH);
  } catch (thrown) {
    if (!(thrown instanceof TypeProblem)) throw thrown;
    context.addIssue({ code: 'custom', message: thrown.message, path: [...thrown.path] });
    return z.NEVER;
  }
});

/** An optional field or parameter without a value travels as null, so its type may not hold null itself. */
export function mayHoldNull(type: ContractType): boolean {
  return type.kind === 'optional' || (type.kind === 'intrinsic' && (type.name === 'null' || type.name === 'any'));
}

const literal = z.union([z.null(), z.boolean(), z.number(), z.string().max(1_000)]);

/** What a field and a parameter have in common. */
export const valueShape = {
  type: contractType,
  optional: z.boolean().default(false),
  initial: literal.optional(),
};

export const parameterSchema = z.strictObject({ name: parameterName, ...valueShape });
export const parameterList = z.array(parameterSchema).max(CALL_ARGUMENTS).default([]);

type FormReader = (content: unknown, depth: number) => ContractType;

const bound = z.number().optional();
const numberRange = z.strictObject({ min: bound, max: bound });
const lengthRange = (greatest: number) =>
  z.strictObject({ maxLength: z.int().min(1).max(greatest) }).transform(({ maxLength }) => ({ max: maxLength }));

/** One reader for each way to write a type as an object with one key. */
const FORMS: ReadonlyMap<string, FormReader> = new Map<string, FormReader>([
  ['integer', ranged('integer', numberRange)],
  ['number', ranged('number', numberRange)],
  ['string', ranged('string', lengthRange(TEXT_LENGTH))],
  ['bytes', ranged('bytes', lengthRange(BYTES_LENGTH))],
  ['list', wrapping('list')],
  ['map', wrapping('map')],
  ['stream', wrapping('stream')],
  ['optional', readOptional],
  ['ref', (content) => ({ kind: 'ref', line: parsed(contractLine, content) })],
  ['callback', readCallback],
]);

function readType(value: unknown, depth: number): ContractType {
  if (depth <= 0) throw new TypeProblem('is nested too deeply');
  if (typeof value === 'string') return readName(value);
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const [form = ''] = keys;
  const reader = FORMS.get(form);
  if (keys.length !== 1 || !reader) {
    throw new TypeProblem(`is no type; write a name, or an object with one of ${[...FORMS.keys()].join(', ')}`);
  }
  return within(form, () => reader((value as Record<string, unknown>)[form], depth - 1));
}

function readName(name: string): ContractType {
  const intrinsic = INTRINSICS.find((each) => each === name);
  if (intrinsic) return { kind: 'intrinsic', name: intrinsic, range: {} };
  if (/^[a-z]/.test(name)) throw new TypeProblem(`there is no type "${name.slice(0, 50)}"`);
  return { kind: 'named', name: parsed(typeName, name) };
}

function ranged(name: IntrinsicName, schema: z.ZodType<Range>): FormReader {
  return (content) => {
    const range = parsed(schema, content);
    if ((range.min ?? -Infinity) > (range.max ?? Infinity)) throw new TypeProblem('min is larger than max');
    return { kind: 'intrinsic', name, range };
  };
}

function wrapping(kind: 'list' | 'map' | 'stream'): FormReader {
  return (content, depth) => ({ kind, item: readType(content, depth) });
}

function readOptional(content: unknown, depth: number): ContractType {
  const item = readType(content, depth);
  if (mayHoldNull(item)) throw new TypeProblem('may be null already');
  return { kind: 'optional', item };
}

const callbackForm = z.strictObject({
  // Their types are read below, where the depth is counted.
  parameters: z
    .array(z.strictObject({ name: parameterName, type: z.unknown() }))
    .max(CALL_ARGUMENTS)
    .default([]),
  result: z.unknown().default('null'),
});

function readCallback(content: unknown, depth: number): ContractType {
  const { parameters, result } = parsed(callbackForm, content);
  return {
    kind: 'callback',
    parameters: parameters.map(({ name, type }) => ({
      name,
      type: within(name, () => readType(type, depth)),
      optional: false,
    })),
    result: within('result', () => readType(result, depth)),
  };
}

function parsed<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const { data, error } = schema.safeParse(value);
  const issue = error?.issues[0];
  if (issue) throw new TypeProblem(issue.message, issue.path);
  return data as Output;
}

/** Names the place of a problem that is found deeper inside. */
function within<Output>(place: PropertyKey, read: () => Output): Output {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof TypeProblem) throw new TypeProblem(thrown.message, [place, ...thrown.path]);
    throw thrown;
  }
}
