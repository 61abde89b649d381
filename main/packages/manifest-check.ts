import semver from 'semver';
import type { z } from 'zod';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { MANIFEST_BYTES, MANIFEST_FILE, type Manifest, manifestSchema } from '../../addins/protocol/manifest.ts';
import type { PackageFiles } from './package-files.ts';
import { printable } from './path-rules.ts';
import { parseStrictJson } from './strict-json.ts';

/** Names that a person would take for the host's own, and the two forms kept for other kinds of packages. */
const RESERVED_NAME = /^(bulkhead|host|system)$|^bulkhead\.|^policy\.|\.resources$/i;
/** Pictures in a name can pass for the host's own marks: a lock, a shield, a tick. */
const PICTURE = /\p{Extended_Pictographic}|[\u2713\u2714\u{1f100}-\u{1faff}]/u;

/** Reads and checks addin.json. Throws E_MANIFEST_EXPECTED, E_MANIFEST_PARSE or E_INVALID_NAME. */
export function readManifest(files: PackageFiles): Manifest {
  const bytes = files.get(MANIFEST_FILE);
  if (!bytes) throw new BulkheadError('E_MANIFEST_EXPECTED');
  if (bytes.length > MANIFEST_BYTES) throw invalid(`it is larger than ${MANIFEST_BYTES / 1024} kB`);
  const parsed = manifestSchema.safeParse(parseJson(bytes));
  if (!parsed.success) throw schemaError(parsed.error);
  checkNames(parsed.data);
  return parsed.data;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return parseStrictJson(bytes);
  } catch (thrown) {
    throw invalid(thrown instanceof Error ? thrown.message : 'it is not JSON');
  }
}

/** The first problem, with the field as an author would write it: `permissions[2].parameters.origins[0]`. */
function schemaError(error: z.ZodError): BulkheadError {
  const issue = error.issues[0];
  if (!issue) return invalid('it does not fit');
  const keys = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
  const field = printable(fieldPath(keys)) || MANIFEST_FILE;
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : '';
  const text = issue.code === 'unrecognized_keys' ? 'there is no such field' : printable(issue.message);
  return invalid(`${field}: ${text}${more}`, field);
}

function fieldPath(keys: readonly PropertyKey[]): string {
  return keys
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('');
}

function checkNames(manifest: Manifest): void {
  if (RESERVED_NAME.test(manifest.name)) {
    throw new BulkheadError('E_INVALID_NAME', { message: `The name "${manifest.name}" is reserved.` });
  }
  // The pattern of the schema lets through what the ordering of versions cannot read, such as "1.0.0-".
  if (!semver.valid(manifest.version)) {
    throw new BulkheadError('E_INVALID_NAME', { message: `"${manifest.version}" is not a version.` });
  }
  for (const field of ['displayName', 'publisher'] as const) {
    if (PICTURE.test(manifest[field] ?? '')) throw invalid(`${field}: pictures are not allowed in a name`, field);
  }
}

/** Does this host run the add-in? Throws E_MANIFEST_PARSE, E_NEWER_RUNTIME or E_OLDER_RUNTIME. */
export function checkEngines(manifest: Manifest, hostVersion: string): void {
  const text = manifest.engines.host;
  const range = semver.validRange(text);
  if (range === null) throw invalid(`engines.host: "${printable(text)}" is not a range of versions`, 'engines.host');
  if (range === '*') throw invalid('engines.host: name the versions, like "^0.1.0"', 'engines.host');
  if (semver.satisfies(hostVersion, range, { includePrerelease: true })) return;
  const newer = semver.ltr(hostVersion, range) || !semver.gtr(hostVersion, range);
  throw new BulkheadError(newer ? 'E_NEWER_RUNTIME' : 'E_OLDER_RUNTIME', {
    message: `It needs Bulkhead ${text}; this is ${hostVersion}.`,
    detail: { needs: text, host: hostVersion },
  });
}

function invalid(message: string, field?: string): BulkheadError {
  return new BulkheadError('E_MANIFEST_PARSE', {
    message: `${MANIFEST_FILE}: ${message}`,
    ...(field === undefined ? {} : { detail: { field } }),
  });
}
