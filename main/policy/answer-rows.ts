import type { DatabaseSync } from 'node:sqlite';
import { type Effect, isPermissionName, type PermissionName } from '../../addins/protocol/permissions.ts';
import type { Answer } from './evaluate.ts';
import type { ParameterLimits } from './parameters.ts';

/** Whose answers these are. Another key is another publisher, so nothing said about one holds for the other. */
export interface AnswerSubject {
  readonly addinId: string;
  readonly publisherKey: string | null;
}

/** How an answer came about. */
export type AnswerOrigin = 'person' | 'dismissed' | 'lost';

export interface StoredAnswer extends Answer {
  readonly origin: AnswerOrigin;
  readonly usedAt: number;
  /** Milliseconds since 1970; Infinity for answers that hold until they are taken back. */
  readonly expiresAt: number;
}

/** How often the person was asked and what came of it. */
export interface PromptHistory {
  readonly dismissals: number;
  readonly allowedBefore: boolean;
}

export const ANSWER_TABLES_VERSION = 1;
export const ANSWER_TABLES = `
  CREATE TABLE IF NOT EXISTS answer (
    addin_id TEXT NOT NULL, publisher_key TEXT NOT NULL, permission TEXT NOT NULL,
    effect TEXT NOT NULL, parameters TEXT NOT NULL, origin TEXT NOT NULL,
    used_at INTEGER NOT NULL, expires_at INTEGER,
    PRIMARY KEY (addin_id, publisher_key, permission)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS prompt (
    addin_id TEXT NOT NULL, publisher_key TEXT NOT NULL, permission TEXT NOT NULL,
    dismissals INTEGER NOT NULL, allowed_before INTEGER NOT NULL,
    PRIMARY KEY (addin_id, publisher_key, permission)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 0), seen INTEGER NOT NULL) STRICT;
`;

export const BECAUSE: Readonly<Record<AnswerOrigin, string>> = {
  person: 'your answer',
  dismissed: 'you closed this question three times',
  lost: 'your earlier answers could not be read',
};

export interface AnswerRow {
  readonly subject: AnswerSubject;
  readonly permission: PermissionName;
  readonly answer: StoredAnswer;
}

/** Every row that can be understood. One that was tampered with denies, or is as if it were not there. */
export function readAnswerRows(database: DatabaseSync): AnswerRow[] {
  return database
    .prepare('SELECT addin_id, publisher_key, permission, effect, parameters, origin, used_at, expires_at FROM answer')
    .all()
    .flatMap((row) => {
      const permission = String(row['permission']);
      const answer = readAnswer(row);
      return answer && isPermissionName(permission) ? [{ subject: readSubject(row), permission, answer }] : [];
    });
}

export interface PromptRow {
  readonly subject: AnswerSubject;
  readonly permission: PermissionName;
  readonly history: PromptHistory;
}

export function readPromptRows(database: DatabaseSync): PromptRow[] {
  return database
    .prepare('SELECT addin_id, publisher_key, permission, dismissals, allowed_before FROM prompt')
    .all()
    .flatMap((row) => {
      const permission = String(row['permission']);
      const history = { dismissals: Number(row['dismissals']), allowedBefore: Number(row['allowed_before']) === 1 };
      return isPermissionName(permission) ? [{ subject: readSubject(row), permission, history }] : [];
    });
}

function readSubject(row: Record<string, unknown>): AnswerSubject {
  const key = String(row['publisher_key']);
  return { addinId: String(row['addin_id']), publisherKey: key === '' ? null : key };
}

function readAnswer(row: Record<string, unknown>): StoredAnswer | undefined {
  const effect = readEffect(row['effect']);
  const parameters = readParameters(row['parameters']);
  if (effect === 'allow' && !parameters) return undefined;
  const origin = readOrigin(row['origin']);
  const expiresAt = row['expires_at'] === null ? Number.POSITIVE_INFINITY : Number(row['expires_at']);
  // Only the person allows, and what is allowed always has an end.
  if (effect === 'allow' && (origin !== 'person' || expiresAt === Number.POSITIVE_INFINITY)) return undefined;
  return { effect, parameters, origin, because: BECAUSE[origin], usedAt: Number(row['used_at']), expiresAt };
}

function readEffect(value: unknown): Effect {
  return value === 'allow' || value === 'ask' ? value : 'deny';
}

function readOrigin(value: unknown): AnswerOrigin {
  return value === 'dismissed' || value === 'lost' ? value : 'person';
}

function readParameters(value: unknown): ParameterLimits | null {
  try {
    const parsed: unknown = JSON.parse(String(value));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as ParameterLimits) : null;
  } catch {
    return null;
  }
}
