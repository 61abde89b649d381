import { z } from 'zod';
import { BulkheadError } from '../errors.ts';
import { CALL_DEADLINE, PERSON_DEADLINE } from '../limits.ts';
import { isPlainData } from '../plain-data.ts';
import { findProblem } from './contract-check.ts';
import { CONTRACT_BYTES, CONTRACT_MEMBERS, CONTRACT_TYPES, ENUM_VALUES, RECORD_FIELDS } from './contract-limits.ts';
import { contractId, memberName, summaryText, typeName, valueName, versionText } from './contract-names.ts';
import { contractType, parameterList, valueShape } from './contract-type.ts';
import { parseVersion } from './contract-version.ts';

/** Absent: as old as the major version. */
const since = versionText.transform(parseVersion).optional();
const summary = summaryText.optional();

const fieldSchema = z.strictObject({ name: memberName, summary, since, ...valueShape });

const recordSchema = z.strictObject({
  summary,
  /** In the order of the wire; a newer minor version adds at the end. */
  fields: z.array(fieldSchema).min(1).max(RECORD_FIELDS),
});

const enumSchema = z.strictObject({ summary, values: z.array(valueName).min(1).max(ENUM_VALUES) });

const unionSchema = z.strictObject({
  summary,
  /** The field that says which case a value is. */
  tag: memberName,
  /** Name of the case -> name of its record. */
  cases: z.record(valueName, typeName),
});

const memberSchema = z.strictObject({
  name: memberName,
  /** What travels instead of the name. Never given to another member again. */
  number: z
    .int()
    .min(0)
    .max(CONTRACT_MEMBERS - 1),
  since,
  summary,
  /** `stream`: the result is the type of one item. `event`: the provider calls, the consumer listens. */
  kind: z.enum(['call', 'oneway', 'stream', 'event']).default('call'),
  parameters: parameterList,
  result: contractType.default({ kind: 'intrinsic', name: 'null', range: {} }),
  /** May be sent once more when the answer was lost. */
  idempotent: z.boolean().default(false),
  /** Calls of one caller to one object run one after the other. */
  ordered: z.boolean().default(false),
  /** Milliseconds until the caller gives up. */
  deadline: z.int().min(1).max(PERSON_DEADLINE).default(CALL_DEADLINE),
  /** What the provider's policy is asked about. */
  permission: z
    .string()
    .max(64)
    .regex(/^[a-z][a-z0-9.-]*$/, 'looks like "calc.history"')
    .optional(),
});

const named = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .record(typeName, schema)
    .refine((types) => Object.keys(types).length <= CONTRACT_TYPES, `has more than ${CONTRACT_TYPES} entries`)
    .transform((types): ReadonlyMap<string, z.output<Schema>> => new Map(Object.entries(types)));
const noTypes = { records: {}, enums: {}, unions: {} };

const contractForm = z.strictObject({
  $schema: z.string().max(300).optional(),
  id: contractId,
  version: versionText.transform(parseVersion),
  summary,
  types: z
    .strictObject({
      records: named(recordSchema).prefault({}),
      enums: named(enumSchema).prefault({}),
      unions: named(unionSchema).prefault({}),
    })
    .prefault(noTypes),
  members: z.array(memberSchema).min(1).max(CONTRACT_MEMBERS),
});

/** What an author writes into `<id>.contract.json`. */
export type ContractInput = z.input<typeof contractForm>;
/** A contract that was read and checked; names of types are keys of maps, never of objects. */
export type Contract = z.output<typeof contractForm>;
export type ContractMember = Contract['members'][number];
export type ContractRecord = z.output<typeof recordSchema>;
export type ContractField = z.output<typeof fieldSchema>;
export type ContractEnum = z.output<typeof enumSchema>;
export type ContractUnion = z.output<typeof unionSchema>;

/** Checks a contract that came as data. Throws E_CONTRACT_FILE with the first problem and where it is. */
export function readContract(value: unknown): Contract {
  // First of all: nothing below looks at a value that is too deep, too large, or has keys of a prototype.
  if (!isPlainData(value)) throw invalid('it is too large, too deep, or holds names that are not allowed');
  const { data, error } = contractForm.safeParse(value);
  const issue = error ? error.issues[0] : findProblem(data);
  if (issue) throw invalid(`${pathText(issue.path)}: ${issue.message}`, pathText(issue.path));
  return data as Contract;
}

/** The same for the text of a file. */
export function parseContract(text: string): Contract {
  // Never shorter in bytes than in characters, and at most three times as long: good enough for a cap.
  if (text.length > CONTRACT_BYTES) throw invalid(`it is larger than ${CONTRACT_BYTES} bytes`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('it is no JSON');
  }
  return readContract(value);
}

/** `members[2].parameters[0].type` */
function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text.replace(/^\./, '') || 'the file';
}

function invalid(message: string, field = ''): BulkheadError {
  return new BulkheadError('E_CONTRACT_FILE', { message, detail: field ? { field: field.slice(0, 200) } : {} });
}
