import { BulkheadError } from '../errors.ts';
import type { MethodSpec } from '../method.ts';

/** The parameters of a call as its schema has them, or why they are refused. */
export function parseParameters(name: string, spec: MethodSpec, args: readonly unknown[]): unknown[] | BulkheadError {
  if (spec.acceptsParameters?.(args)) return args as unknown[];
  const parsed = spec.parameters.safeParse(args);
  return parsed.success ? parsed.data : contractError(name, parsed.error);
}

/** An answer as its schema has it; undefined when it has the wrong form. Wrapped, because an answer may be anything. */
export function parseResult(spec: MethodSpec, value: unknown): { value: unknown } | undefined {
  if (spec.acceptsResult?.(value)) return { value };
  const parsed = spec.result.safeParse(value);
  return parsed.success ? { value: parsed.data } : undefined;
}

function contractError(
  name: string,
  error: { issues: readonly { path: PropertyKey[]; message: string }[] },
): BulkheadError {
  const issue = error.issues[0];
  const reason = issue ? `${issue.path.map(String).join('.')} ${issue.message}`.trim() : 'wrong form';
  // Goes back to whoever sent it, who has no business with where this code lies.
  return new BulkheadError('E_CONTRACT', { message: `${name}: ${reason}`, remoteStack: '' });
}
