import type { BulkheadError, ErrorCode } from '../protocol/errors.ts';

/**
 * What the author of an add-in does next, for every code that this tool meets. The remedies of the protocol are for
 * people who were given a package: they ask its publisher, who is the one that reads this.
 */
const AUTHOR_REMEDIES = {
  E_BAD_PACKAGE: 'Name an .addin file that "bulkhead pack" wrote, or pack the sources again.',
  E_OVERLOAD: 'Make the file that is named smaller, or split it.',
  E_PACKAGE_TOO_LARGE: 'Make it smaller: pack with --minify, leave modules out, shrink or remove files in assets/.',
  E_UNSAFE_PATH: 'Rename that file: short names of plain letters, digits, "-", "_" and "." work on every system.',
  E_MANIFEST_EXPECTED: 'Name the folder that holds addin.json; "bulkhead create" writes one to start from.',
  E_MANIFEST_PARSE: 'Correct that field in addin.json and run the command again.',
  E_NEWER_RUNTIME: 'Widen engines.host in addin.json, or use the tool of the newer Bulkhead.',
  E_OLDER_RUNTIME: 'Try the add-in with this Bulkhead, then widen engines.host in addin.json.',
  E_INVALID_NAME: 'Correct the name or the version in addin.json and run the command again.',
  E_HASH: 'Change the sources, not the packed files, and pack again.',
  E_FILE_MISSING: 'Put the file there, or correct its name, and pack again.',
  E_UNSAFE_CODE: 'Change that line, or leave that file out, and pack again.',
  E_SIGNATURE: 'Check the file given with --key and "publicKey" in addin.json, and pack again.',
  E_IO: 'Check the path, and that you may read and write there.',
  E_INTERNAL: 'This is a mistake in the tool: report it with the command and this message.',
} as const satisfies Partial<Record<ErrorCode, string>>;

/** The remedy of a refusal for whoever runs this tool. */
export function authorRemedy(error: BulkheadError): string {
  const remedies: Partial<Record<ErrorCode, string>> = AUTHOR_REMEDIES;
  return remedies[error.code] ?? error.remedy;
}
