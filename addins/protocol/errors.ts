/**
 * Every failure a person or a program can meet, by code. The code crosses the wire; the class never does.
 * `title` is a plain sentence for people, `remedy` says what to do next.
 */
export const ERRORS = {
  // packages
  E_BAD_PACKAGE: ['This file is not a usable add-in package.', 'Ask the publisher for a new copy of the file.'],
  E_PACKAGE_TOO_LARGE: ['This package is larger than the limits allow.', 'Ask the publisher for a smaller package.'],
  E_UNSAFE_PATH: [
    'This package holds a file name that is not safe.',
    'Do not install it; ask the publisher to repack it.',
  ],
  E_MANIFEST_EXPECTED: ['This package has no addin.json.', 'Pack the add-in again with "bulkhead pack".'],
  E_MANIFEST_PARSE: [
    'The addin.json of this package is not valid.',
    'Correct the field that is named below and pack again.',
  ],
  E_NEWER_RUNTIME: ['This add-in needs a newer Bulkhead.', 'Update Bulkhead, then install the add-in again.'],
  E_OLDER_RUNTIME: [
    'This add-in was made for an older Bulkhead.',
    'Ask its publisher for a version that fits this Bulkhead.',
  ],
  E_INVALID_NAME: ['The name or version of this add-in is not valid.', 'Correct it in addin.json and pack again.'],
  E_HASH: ['A file of this package was changed after it was packed.', 'Install a fresh copy of the package.'],
  E_FILE_MISSING: ['A file that this package lists is missing.', 'Install a fresh copy of the package.'],
  E_UNSAFE_CODE: [
    'This add-in contains code that Bulkhead does not run.',
    'Pack it again with "bulkhead pack", which names the line.',
  ],
  E_BUILD: ['The add-in could not be built.', 'Correct the line that is named and pack again.'],
  E_DOWNGRADE: [
    'A newer version of this add-in is already installed.',
    'Uninstall it first if you really want the older one.',
  ],
  E_SIGNATURE: [
    'The signature of this package is not valid.',
    'Do not install it; get the package from its publisher.',
  ],
  E_SHADOW_FAILED: ['The package could not be copied.', 'Check free disk space and try again.'],
  E_NOT_FOUND: ['Nothing with that name is installed.', 'Check the name on the Add-ins page.'],
  E_IN_PROGRESS: ['Another operation on this add-in is still running.', 'Wait until it has finished and try again.'],
  E_CATALOG: [
    'The list of installed add-ins could not be read.',
    'Bulkhead kept a copy of the file; install the add-ins again.',
  ],
  // domains
  E_START_FAILED: [
    'The add-in did not start.',
    'Restart it from the Add-ins page; if it fails again, tell its publisher.',
  ],
  E_START_TIMEOUT: ['The add-in took too long to start.', 'Restart it from the Add-ins page.'],
  E_DOMAIN_UNLOADED: ['The add-in has stopped.', 'Start it again from the Add-ins page.'],
  E_DOMAIN_DRAINING: ['The add-in is being replaced.', 'Try again in a moment.'],
  E_CANNOT_UNLOAD: ['The add-in could not be stopped.', 'Close Bulkhead to end it.'],
  E_DISABLED: ['The add-in is switched off.', 'Enable it on the Add-ins page.'],
  E_QUARANTINED: [
    'The add-in failed several times and is kept stopped.',
    'Restart it from the Add-ins page, or go back to the version before.',
  ],
  E_REVOKED: ['This version of the add-in was withdrawn.', 'Install another version, or uninstall it.'],
  E_CRASHED: ['The add-in stopped while it was working on this.', 'Try again; Bulkhead restarts it.'],
  E_STATE_REJECTED: [
    'The new version could not take over the data of the old one.',
    'The old version goes on; tell the publisher.',
  ],
  E_WALL: [
    'A wall that must protect you is not standing.',
    'The add-in was not started. See Diagnostics for the reason.',
  ],
  E_UPGRADE_FAILED: ['The new version could not take over.', 'The version before it goes on working.'],
  // calls
  E_SECURITY: ['The add-in is not allowed to do this.', 'Allow it on the Permissions page if you want to.'],
  E_CANCELLED: ['This was cancelled.', 'Start it again if you still need it.'],
  E_CALL_TIMEOUT: ['There was no answer in time.', 'Try again; if it keeps happening, restart the add-in.'],
  E_CALL_ABORTED: ['The call was ended before it finished.', 'Try again.'],
  E_OUTCOME_UNKNOWN: ['The add-in was replaced before it answered.', 'Check whether it happened before you try again.'],
  E_LEASE_EXPIRED: [
    'What this pointed to was let go of.',
    'Ask for it again; keep what you still need until you are done with it.',
  ],
  E_CYCLE: ['Add-ins would wait for each other without end.', 'Tell the publisher of the add-in that is named first.'],
  E_NO_MEMBER: ['There is no such operation.', 'Check the name, and the version of the SDK.'],
  E_CONTRACT: ['A message had the wrong form.', 'Tell the publisher of the add-in.'],
  E_CONTRACT_FILE: ['This contract is not valid.', 'Correct what the message names.'],
  E_CONTRACT_VERSION: [
    'This contract changed more than its version says.',
    'Give it the version that the message names, or take the changes back.',
  ],
  E_NO_ADAPTER: [
    'Two sides speak different versions, and nothing translates between them.',
    'Update the older one of the two, or ask the publisher of the newer one for an adapter.',
  ],
  E_NOT_SERIALIZABLE: [
    'A value cannot be sent to another process.',
    'Send plain data: text, numbers, lists and records.',
  ],
  E_OVERLOAD: ['Too much was asked at once.', 'Send less at a time and wait for answers.'],
  E_DEPTH: ['Too many calls were nested into each other.', 'Tell the publishers of the add-ins that call each other.'],
  E_QUOTA: ['The storage of this add-in is full.', 'Delete something in the add-in first.'],
  E_ADDIN: ['The add-in reported a problem.', 'Read the message below.'],
  E_IO: ['A file or the network could not be used.', 'Check that it exists and can be reached, then try again.'],
  E_INTERNAL: ['Something went wrong inside Bulkhead.', 'Try again; if it keeps happening, report it with the log.'],
} as const satisfies Record<string, readonly [title: string, remedy: string]>;

export type ErrorCode = keyof typeof ERRORS;

/** What crosses the wire: plain data, capped by {@link toWireError}. `remoteStack` is text from the other process. */
export interface WireError {
  code: ErrorCode;
  message: string;
  detail?: Record<string, string | number | boolean>;
  remoteStack?: string;
}

export interface BulkheadErrorOptions {
  /** What exactly happened, for people who want to know more. */
  message?: string;
  /** Small facts for programs: file, permission, limit. */
  detail?: Record<string, string | number | boolean>;
  cause?: unknown;
  remoteStack?: string;
}

const MESSAGE_CAP = 500;
const STACK_CAP = 4_000;

export class BulkheadError extends Error {
  readonly code: ErrorCode;
  readonly detail: Record<string, string | number | boolean>;
  readonly remoteStack: string | undefined;

  constructor(code: ErrorCode, options: BulkheadErrorOptions = {}) {
    super(options.message ?? ERRORS[code][0], options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'BulkheadError';
    this.code = code;
    this.detail = options.detail ?? {};
    this.remoteStack = options.remoteStack;
  }

  get title(): string {
    return ERRORS[this.code][0];
  }

  get remedy(): string {
    return ERRORS[this.code][1];
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERRORS, value);
}

/** The code of an error, also of one whose class was evaluated a second time, as behind a language wall. */
export function codeOf(thrown: unknown): ErrorCode | undefined {
  if (thrown instanceof BulkheadError) return thrown.code;
  if (!(thrown instanceof Error) || thrown.name !== 'BulkheadError') return undefined;
  const { code } = thrown as { code?: unknown };
  return isErrorCode(code) ? code : undefined;
}

/**
 * Turns anything thrown into a BulkheadError. One of our errors keeps its code, also where its class was evaluated a second
 * time; what is not ours becomes `fallback`. Never throws, whatever traps lie in what was thrown.
 */
export function toBulkheadError(thrown: unknown, fallback: ErrorCode = 'E_INTERNAL'): BulkheadError {
  try {
    return thrown instanceof BulkheadError ? thrown : readThrown(thrown, fallback);
  } catch {
    return new BulkheadError(fallback, { message: 'It failed with something that cannot be read.' });
  }
}

function readThrown(thrown: unknown, fallback: ErrorCode): BulkheadError {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const code = codeOf(thrown);
  const options: BulkheadErrorOptions = { message: message.slice(0, MESSAGE_CAP), cause: thrown };
  if (code) options.detail = wireDetail((thrown as { detail?: unknown }).detail);
  return new BulkheadError(code ?? fallback, options);
}

export interface WireErrorOptions {
  /** The code of whatever is not a BulkheadError; E_INTERNAL unless given. */
  fallback?: ErrorCode;
  /** Reads a stack where `error.stack` is empty: behind a language wall. */
  stackOf?: ((error: Error) => string | undefined) | undefined;
}

export function toWireError(thrown: unknown, options: WireErrorOptions = {}): WireError {
  const error = toBulkheadError(thrown, options.fallback);
  const stack = error.remoteStack ?? readStack(error, options.stackOf);
  return {
    code: error.code,
    message: error.message.slice(0, MESSAGE_CAP),
    ...(Object.keys(error.detail).length > 0 ? { detail: error.detail } : {}),
    ...(stack ? { remoteStack: stack.slice(0, STACK_CAP) } : {}),
  };
}

/** A stack is a help for authors: one that cannot be read must not keep the error from arriving. */
function readStack(error: BulkheadError, stackOf: WireErrorOptions['stackOf']): string | undefined {
  try {
    const origin = error.cause instanceof Error ? error.cause : error;
    return stackOf ? stackOf(origin) : origin.stack;
  } catch {
    return undefined;
  }
}

/** Rebuilds an error from hostile data: every field is checked and capped, nothing is copied unseen. */
export function fromWireError(value: unknown): BulkheadError {
  const record = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const code = isErrorCode(record.code) ? record.code : 'E_ADDIN';
  const options: BulkheadErrorOptions = { detail: wireDetail(record.detail) };
  if (typeof record.message === 'string') options.message = record.message.slice(0, MESSAGE_CAP);
  if (typeof record.remoteStack === 'string') options.remoteStack = record.remoteStack.slice(0, STACK_CAP);
  return new BulkheadError(code, options);
}

function wireDetail(value: unknown): Record<string, string | number | boolean> {
  const detail: Record<string, string | number | boolean> = Object.create(null);
  if (typeof value !== 'object' || value === null) return detail;
  for (const [key, entry] of Object.entries(value).slice(0, 16)) {
    if (key === '__proto__') continue;
    if (typeof entry === 'string') detail[key] = entry.slice(0, MESSAGE_CAP);
    else if (typeof entry === 'number' || typeof entry === 'boolean') detail[key] = entry;
  }
  return detail;
}
