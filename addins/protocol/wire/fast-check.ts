import type { z } from 'zod';

/** True when a value passes the schema and would come out of it unchanged. */
export type Check = (value: unknown) => boolean;

/** What this file reads of a schema's own description. */
interface Definition {
  readonly type: string;
  readonly checks?: readonly { readonly _zod: { readonly def: CheckDefinition } }[];
  readonly items?: readonly z.ZodType[];
  readonly rest?: z.ZodType | null;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, string | number>>;
  readonly fn?: (value: unknown) => unknown;
}

interface CheckDefinition {
  readonly check: string;
  readonly maximum?: number;
  readonly minimum?: number;
  readonly value?: number;
  readonly inclusive?: boolean;
  readonly format?: string;
}

/**
 * A plain function for the forms that calls are mostly made of, an order of magnitude faster than the schema itself.
 * Undefined where the schema says more than this file understands (defaults, refinements, records): then the schema
 * has to be asked. It also has to be asked for the reason when the function says no.
 */
export function compileCheck(schema: z.ZodType): Check | undefined {
  const definition = definitionOf(schema);
  const base = compileBase(definition, schema);
  const limits = (definition.checks ?? []).map(({ _zod }) => compileLimit(_zod.def));
  if (!base || limits.some((limit) => limit === undefined)) return undefined;
  if (limits.length === 0) return base;
  const all = limits as Check[];
  return (value) => base(value) && all.every((limit) => limit(value));
}

function definitionOf(schema: z.ZodType): Definition {
  return schema._zod.def as unknown as Definition;
}

function compileBase(definition: Definition, schema: z.ZodType): Check | undefined {
  switch (definition.type) {
    case 'string':
      return isPlainFormat(definition) ? (value) => typeof value === 'string' : undefined;
    case 'number':
      return compileNumber(schema);
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'null':
      return (value) => value === null;
    case 'custom':
      return definition.fn ? compileCustom(definition.fn) : undefined;
    case 'literal':
      return compileValues(definition.values ?? []);
    case 'enum':
      return compileValues(Object.values(definition.entries ?? {}));
    case 'nullable':
      return compileNullable(definition);
    case 'array':
      return compileArray(definition);
    case 'tuple':
      return compileTuple(definition);
    default:
      return undefined;
  }
}

/** `z.email()` and its kind are strings with a format of their own. */
function isPlainFormat(definition: Definition): boolean {
  return (definition as { format?: unknown }).format === undefined;
}

function compileNumber(schema: z.ZodType): Check | undefined {
  const { format } = schema._zod.def as { format?: string };
  if (format === undefined) return (value) => typeof value === 'number' && Number.isFinite(value);
  return format === 'safeint' ? (value) => Number.isSafeInteger(value) : undefined;
}

function compileCustom(accepts: (value: unknown) => unknown): Check {
  return (value) => accepts(value) === true;
}

function compileValues(values: readonly unknown[]): Check {
  const known = new Set(values);
  return (value) => known.has(value);
}

function compileNullable({ innerType }: Definition): Check | undefined {
  const inner = innerType && compileCheck(innerType);
  return inner && ((value) => value === null || inner(value));
}

function compileArray({ element }: Definition): Check | undefined {
  const each = element && compileCheck(element);
  if (!each) return undefined;
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (let index = 0; index < value.length; index++) if (!each(value[index])) return false;
    return true;
  };
}

function compileTuple({ items = [], rest }: Definition): Check | undefined {
  const checks = items.map(compileCheck);
  if (rest || checks.some((check) => check === undefined)) return undefined;
  const all = checks as Check[];
  return (value) => {
    if (!Array.isArray(value) || value.length !== all.length) return false;
    for (let index = 0; index < all.length; index++) if (!(all[index] as Check)(value[index])) return false;
    return true;
  };
}

function compileLimit({ check, maximum, minimum, value, inclusive }: CheckDefinition): Check | undefined {
  switch (check) {
    case 'max_length':
      return (each) => (each as { length: number }).length <= (maximum as number);
    case 'min_length':
      return (each) => (each as { length: number }).length >= (minimum as number);
    case 'less_than':
      return (each) => (inclusive ? (each as number) <= (value as number) : (each as number) < (value as number));
    case 'greater_than':
      return (each) => (inclusive ? (each as number) >= (value as number) : (each as number) > (value as number));
    default:
      return undefined;
  }
}
