import type { z } from 'zod';
import { BulkheadError } from '../errors.ts';
import { CALL_ARGUMENTS, VALUE_DEPTH, VALUE_ITEMS } from '../limits.ts';
import type { MethodSpec } from '../method.ts';
import { isWithin } from './extent.ts';

/** The parameters of a call as its schema has them, or why they are refused. */
export function parseParameters(name: string, spec: MethodSpec, args: readonly unknown[]): unknown[] | BulkheadError {
  if (spec.acceptsParameters?.(args)) return args as unknown[];
  const parsed = parse(spec.parameters, args);
  return parsed.success ? parsed.data : contractError(name, parsed.error);
}

/** An answer as its schema has it; undefined when it has the wrong form. Wrapped, because an answer may be anything. */
export function parseResult(spec: MethodSpec, value: unknown): { value: unknown } | undefined {
  if (spec.acceptsResult?.(value)) return { value };
  const parsed = parse(spec.result, value);
  return parsed.success ? { value: parsed.data } : undefined;
}

/**
 * A schema may throw, or never end: one that limits a `length` makes a text of it when it is a list, and a list may
 * name itself often enough for that to take minutes. So what is larger than any value may be is not shown to a schema.
 */
function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): Parsed<z.output<Schema>> {
  try {
    if (isWithin(value, SHOWN)) return schema.safeParse(value);
  } catch {
    // Refused, as what is too large.
  }
  return { success: false, error: { issues: [] } };
}

/** All arguments of a call together, whose values are each checked against their own limits. */
const SHOWN = { entries: VALUE_ITEMS * CALL_ARGUMENTS, levels: VALUE_DEPTH * 2 };

type Issues = { issues: readonly { path: PropertyKey[]; message: string }[] };
type Parsed<Value> = { success: true; data: Value } | { success: false; error: Issues };

function contractError(
  name: string,
  error: { issues: readonly { path: PropertyKey[]; message: string }[] },
): BulkheadError {
  const issue = error.issues[0];
  const reason = issue ? `${issue.path.map(String).join('.')} ${issue.message}`.trim() : 'wrong form';
  // Goes back to whoever sent it, who has no business with where this code lies.
  return new BulkheadError('E_CONTRACT', { message: `${name}: ${reason}`, remoteStack: '' });
}
