import type { DatabaseSync } from 'node:sqlite';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { Effect, PermissionName } from '../../addins/protocol/permissions.ts';
import { openDatabase } from '../base/database.ts';
import {
  ANSWER_TABLES,
  ANSWER_TABLES_VERSION,
  type AnswerOrigin,
  type AnswerSubject,
  BECAUSE,
  type PromptHistory,
  readAnswerRows,
  readPromptRows,
  type StoredAnswer,
} from './answer-rows.ts';
import type { Answer, Answers } from './evaluate.ts';
import type { ParameterLimits } from './parameters.ts';

const DAY = 24 * 60 * 60_000;
/** Milliseconds. A permission nobody has used for a season is asked for again. */
const UNUSED_EXPIRY = 90 * DAY;
/** Milliseconds. Long enough to be left in peace, short enough to change one's mind. */
const DISMISSED_EXPIRY = 7 * DAY;
/** Closing a question so often in a row is an answer. */
const DISMISSALS = 3;
/** No key is written like this, so every key is another one. */
const NOBODY = '(nobody)';

export interface AnswerStoreOptions {
  /** Absolute path of policy.sqlite, or ':memory:'. */
  file: string;
  /** Milliseconds since 1970. */
  wallTime: () => number;
}

export interface KeptAnswer {
  readonly effect: Effect;
  /** What the person saw; needed for 'allow'. */
  readonly parameters: ParameterLimits;
  readonly origin?: AnswerOrigin;
}

export interface CurrentAnswers {
  readonly answers: Answers;
  /** Milliseconds since 1970 at which the first of them expires. */
  readonly validUntil: number;
}

/** What the person has answered: for good in a file, for this session in memory. Everything is read once, at the start. */
export class AnswerStore {
  /** True when the file could not be read: answers given before are unknown, refusals among them. */
  readonly lost: boolean;
  readonly #database: DatabaseSync;
  readonly #wallTime: () => number;
  readonly #kept = new Map<string, Map<PermissionName, StoredAnswer>>();
  readonly #session = new Map<string, Map<PermissionName, Answer>>();
  readonly #history = new Map<string, Map<PermissionName, PromptHistory>>();
  #seen: number;

  constructor(options: AnswerStoreOptions) {
    const opened = openDatabase({
      file: options.file,
      schema: ANSWER_TABLES,
      version: ANSWER_TABLES_VERSION,
      critical: true,
      stamp: options.wallTime(),
    });
    this.#database = opened.database;
    this.#wallTime = options.wallTime;
    this.lost = opened.movedAside !== null;
    this.#seen = Number(this.#database.prepare('SELECT seen FROM clock').get()?.['seen'] ?? 0);
    for (const { subject, permission, answer } of readAnswerRows(this.#database)) {
      rowsOf(this.#kept, subject).set(permission, answer);
    }
    for (const { subject, permission, history } of readPromptRows(this.#database)) {
      rowsOf(this.#history, subject).set(permission, history);
    }
    this.#run('INSERT OR REPLACE INTO clock (id, seen) VALUES (0, ?)', this.now());
  }

  /** Milliseconds since 1970, never less than ever before: a clock that is set back keeps nothing alive. */
  now(): number {
    this.#seen = Math.max(this.#seen, this.#wallTime());
    return this.#seen;
  }

  answersFor(subject: AnswerSubject): CurrentAnswers {
    const now = this.now();
    const answers = new Map<PermissionName, Answer>();
    let validUntil = Number.POSITIVE_INFINITY;
    for (const [permission, answer] of rowsOf(this.#kept, subject)) {
      if (answer.expiresAt <= now) continue;
      answers.set(permission, answer);
      validUntil = Math.min(validUntil, answer.expiresAt);
    }
    for (const [permission, answer] of rowsOf(this.#session, subject)) answers.set(permission, answer);
    return { answers, validUntil };
  }

  /** Keeps an answer for good. When the file cannot be written it holds until the end of the session, and this throws E_IO. */
  keep(subject: AnswerSubject, permission: PermissionName, kept: KeptAnswer): void {
    const origin = kept.origin ?? 'person';
    const usedAt = this.now();
    const expiresAt = expiryOf(kept.effect, origin, usedAt);
    const { effect, parameters } = kept;
    rowsOf(this.#session, subject).delete(permission);
    rowsOf(this.#kept, subject).set(permission, {
      effect,
      parameters,
      origin,
      because: BECAUSE[origin],
      usedAt,
      expiresAt,
    });
    this.#remember(subject, permission, { dismissals: 0, allowed: effect === 'allow' });
    if (!this.#write(subject, permission)) throw unsaved();
  }

  /** Allows until the host ends; nothing is written but that it was allowed once. */
  allowForSession(subject: AnswerSubject, permission: PermissionName, parameters: ParameterLimits): void {
    const answer: Answer = { effect: 'allow', parameters, because: 'your answer, until Bulkhead is closed' };
    rowsOf(this.#session, subject).set(permission, answer);
    this.#remember(subject, permission, { dismissals: 0, allowed: true });
  }

  /** The person allowed one call. */
  allowedOnce(subject: AnswerSubject, permission: PermissionName): void {
    this.#remember(subject, permission, { dismissals: 0, allowed: true });
  }

  /** The person closed the question. The third time in a row it is not asked again for a week. */
  dismiss(subject: AnswerSubject, permission: PermissionName): void {
    const dismissals = this.historyOf(subject, permission).dismissals + 1;
    if (dismissals >= DISMISSALS) {
      this.keep(subject, permission, { effect: 'deny', parameters: {}, origin: 'dismissed' });
    } else this.#remember(subject, permission, { dismissals, allowed: false });
  }

  historyOf(subject: AnswerSubject, permission: PermissionName): PromptHistory {
    return rowsOf(this.#history, subject).get(permission) ?? { dismissals: 0, allowedBefore: false };
  }

  takeBack(subject: AnswerSubject, permission: PermissionName): void {
    rowsOf(this.#session, subject).delete(permission);
    rowsOf(this.#kept, subject).delete(permission);
    const statement = 'DELETE FROM answer WHERE addin_id = ? AND publisher_key = ? AND permission = ?';
    if (!this.#run(statement, ...keyOf(subject), permission)) throw unsaved();
  }

  /** Counts as used, so that it does not expire; written at most once a day. */
  touch(subject: AnswerSubject, permission: PermissionName): void {
    const rows = rowsOf(this.#kept, subject);
    const answer = rows.get(permission);
    const now = this.now();
    if (answer?.effect !== 'allow' || now - answer.usedAt < DAY) return;
    rows.set(permission, { ...answer, usedAt: now, expiresAt: now + UNUSED_EXPIRY });
    this.#write(subject, permission);
  }

  /** What was said about the same name under another key is void. */
  voidOtherKeys(subject: AnswerSubject): void {
    for (const rows of [this.#kept, this.#session, this.#history]) {
      for (const key of rows.keys()) if (isOtherKey(key, subject)) rows.delete(key);
    }
    this.#run('DELETE FROM answer WHERE addin_id = ? AND publisher_key <> ?', ...keyOf(subject));
    this.#run('DELETE FROM prompt WHERE addin_id = ? AND publisher_key <> ?', ...keyOf(subject));
  }

  /** Nothing is kept about this add-in any more. */
  forget(addinId: string): void {
    this.voidOtherKeys({ addinId, publisherKey: NOBODY });
  }

  close(): void {
    this.#run('INSERT OR REPLACE INTO clock (id, seen) VALUES (0, ?)', this.now());
    this.#database.close();
  }

  #remember(
    subject: AnswerSubject,
    permission: PermissionName,
    change: { dismissals: number; allowed: boolean },
  ): void {
    const before = this.historyOf(subject, permission);
    const allowedBefore = before.allowedBefore || change.allowed;
    if (before.dismissals === change.dismissals && before.allowedBefore === allowedBefore) return;
    rowsOf(this.#history, subject).set(permission, { dismissals: change.dismissals, allowedBefore });
    this.#run(
      'INSERT OR REPLACE INTO prompt (addin_id, publisher_key, permission, dismissals, allowed_before) VALUES (?, ?, ?, ?, ?)',
      ...keyOf(subject),
      permission,
      change.dismissals,
      allowedBefore ? 1 : 0,
    );
  }

  #write(subject: AnswerSubject, permission: PermissionName): boolean {
    const answer = rowsOf(this.#kept, subject).get(permission);
    if (!answer) return true;
    this.#run('INSERT OR REPLACE INTO clock (id, seen) VALUES (0, ?)', this.now());
    return this.#run(
      `INSERT OR REPLACE INTO answer (addin_id, publisher_key, permission, effect, parameters, origin, used_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ...keyOf(subject),
      permission,
      answer.effect,
      JSON.stringify(answer.parameters),
      answer.origin,
      answer.usedAt,
      Number.isFinite(answer.expiresAt) ? answer.expiresAt : null,
    );
  }

  /** False when the file could not be written; memory already holds what was to be kept. */
  #run(statement: string, ...values: (string | number | null)[]): boolean {
    try {
      this.#database.prepare(statement).run(...values);
      return true;
    } catch {
      return false;
    }
  }
}

function unsaved(): BulkheadError {
  const message = 'Your answer holds until Bulkhead is closed, but it could not be saved.';
  return new BulkheadError('E_IO', { message });
}

/** Only what widens expires by itself; a refusal holds until it is taken back. */
function expiryOf(effect: Effect, origin: AnswerOrigin, now: number): number {
  if (origin === 'dismissed') return now + DISMISSED_EXPIRY;
  return effect === 'allow' ? now + UNUSED_EXPIRY : Number.POSITIVE_INFINITY;
}

function keyOf(subject: AnswerSubject): [addinId: string, publisherKey: string] {
  return [subject.addinId, subject.publisherKey ?? ''];
}

function rowsOf<Row>(rows: Map<string, Map<PermissionName, Row>>, subject: AnswerSubject): Map<PermissionName, Row> {
  const key = JSON.stringify(keyOf(subject));
  let found = rows.get(key);
  if (!found) {
    found = new Map();
    rows.set(key, found);
  }
  return found;
}

function isOtherKey(key: string, subject: AnswerSubject): boolean {
  const [addinId, publisherKey]: unknown[] = JSON.parse(key);
  return addinId === subject.addinId && publisherKey !== keyOf(subject)[1];
}
