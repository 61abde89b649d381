import { z } from 'zod';
import { FORBIDDEN_KEYS } from '../plain-data.ts';
import { shownText } from '../shown-text.ts';
import { isLine, isValueName } from './wire-names.ts';

/** Names of the language that cannot name a parameter of generated code. */
const WORDS_OF_THE_LANGUAGE = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof var void while with yield'
  ).split(' '),
);

/** What every object has, what a promise looks for, and what the base class of the SDK has. */
const TAKEN_NAMES = new Set([
  ...FORBIDDEN_KEYS,
  ...['hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable', 'toLocaleString', 'toString', 'valueOf', 'toJSON'],
  ...['then', 'contract', 'emit', 'listen', 'missing', 'supports'],
]);

/** Names that generated code uses itself. */
const TAKEN_TYPES = new Set([
  ...['Answer', 'Array', 'AsyncIterable', 'AsyncIterableIterator', 'Boolean', 'ContractBase', 'ContractClient'],
  ...['ContractObject', 'Date', 'Error', 'Function', 'Map', 'Number'],
  ...['Object', 'Other', 'Plain', 'Promise', 'Provider', 'Record', 'String', 'Symbol', 'Uint8Array'],
]);

export const summaryText = shownText(300);

/** `acme.calc`: at least two parts, so that a publisher's name comes first. */
export const contractId = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/, 'looks like "acme.calc"');

export const contractLine = z.custom<string>(isLine, 'looks like "acme.calc@1"');

export const versionText = z.string().regex(/^[1-9]\d{0,4}\.(0|[1-9]\d{0,4})$/, 'a version looks like "1.2"');

/** The name of a member or of a field. */
export const memberName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,47}$/, 'starts with a small letter; letters and digits')
  .refine((name) => !TAKEN_NAMES.has(name), 'is a name that means something else; choose another');

export const parameterName = memberName
  .refine((name) => !WORDS_OF_THE_LANGUAGE.has(name), 'is a word of the language; choose another name')
  // Paths and places name the answer of a member like one of its parameters.
  .refine((name) => name !== 'result', 'is a name that means something else; choose another');

/** The name of a record, an enum or a union. */
export const typeName = z
  .string()
  .regex(/^[A-Z][A-Za-z0-9]{0,47}$/, 'starts with a capital letter; letters and digits')
  .refine((name) => !TAKEN_TYPES.has(name), 'is a name that means something else; choose another');

/** One value of an enum, or the name of a case of a union. */
export const valueName = z.custom<string>(isValueName, 'letters, digits, "-", "_" and "."');
