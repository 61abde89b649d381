import { BulkheadError } from '../../addins/protocol/errors.ts';
import {
  type Effect,
  type Grant,
  isPermissionName,
  PERMISSIONS,
  type PermissionName,
} from '../../addins/protocol/permissions.ts';
import type { PermissionSummary, PromptAnswer, PromptRequest } from '../../preload/bridge.ts';
import { Emitter } from '../base/emitter.ts';
import { readableLine } from '../base/readable-line.ts';
import type { AnswerSubject } from './answer-rows.ts';
import type { AnswerStore, KeptAnswer } from './answer-store.ts';
import { type ComputedGrant, findGrant, type Grants } from './evaluate.ts';
import { answerSubject, GrantBook, type JudgedPackage, type PolicySubject } from './grant-book.ts';
import type { Organisation } from './organisation.ts';
import type { ParameterLimits } from './parameters.ts';
import { permissionWords } from './permission-words.ts';

/** What the dispatcher may know of an add-in. */
export interface AddinIdentity {
  readonly displayName: string;
  readonly publisherKey: string | null;
}

export type Decision = Pick<Grant, 'effect' | 'because' | 'parameters'>;

export interface Usage {
  /** Milliseconds since 1970. */
  readonly lastUsed: number | null;
  readonly useCount: number;
  readonly refusedCount: number;
}

export interface PolicyServiceOptions {
  readonly answers: AnswerStore;
  readonly organisation: Organisation;
  /** Hashes of packages that must not run. */
  readonly revoked: readonly string[];
  /** Counted by the audit. */
  readonly usage: (addinId: string, permission: PermissionName) => Usage;
}

/** Characters of an add-in's own words that a person is shown. */
const REASON_LENGTH = 120;

/** Answers "may this add-in do that, and why" from grants that are computed once and kept until something changes. */
export class PolicyService {
  /** Emits the id of the add-in whose grants changed. */
  readonly changed = new Emitter<string>();
  readonly #answers: AnswerStore;
  readonly #usage: PolicyServiceOptions['usage'];
  readonly #book: GrantBook;

  constructor(options: PolicyServiceOptions) {
    this.#answers = options.answers;
    this.#usage = options.usage;
    this.#book = new GrantBook(options.organisation, options);
  }

  /** Makes a package the one that is judged under its id. What was said about another publisher's package of that name is void. */
  register(subject: PolicySubject): void {
    this.#answers.voidOtherKeys(answerSubject(subject));
    this.#book.put(subject);
    if (this.#answers.lost) this.#askAgain(subject);
    this.#update(subject.evidence.id);
  }

  /** The add-in is not there any more. Its answers stay, for when it comes back under the same key. */
  unregister(addinId: string): void {
    this.#book.remove(addinId);
    this.#update(addinId);
  }

  /** Uninstalled: nothing that was said about it is kept. */
  forget(addinId: string): void {
    this.#answers.forget(addinId);
    this.unregister(addinId);
  }

  setOrganisation(organisation: Organisation): void {
    this.#book.organisation = organisation;
    for (const addinId of this.#book.addinIds) this.#update(addinId);
  }

  /** What a package would get, for the install sheet; nothing is kept. */
  preview(subject: PolicySubject): Grants {
    return this.#book.compute(subject).grants;
  }

  /** Why a package of this content must not run at all; undefined when nobody says so. */
  revocation(hash: string): BulkheadError | undefined {
    if (!this.#book.isRevoked(hash)) return undefined;
    return new BulkheadError('E_REVOKED', { message: 'It is on the list of packages that must not run.' });
  }

  /** The same about the package that is judged under this id. */
  revocationOf(addinId: string): BulkheadError | undefined {
    const judged = this.#book.find(addinId);
    return judged && this.revocation(judged.subject.evidence.hash);
  }

  /** Immutable. Everything is denied to an add-in that is not registered. */
  grantsFor(addinId: string): Grants {
    return this.#book.grantsOf(this.#book.find(addinId));
  }

  decide(addinId: string, permission: PermissionName): Decision {
    return this.#grant(addinId, permission);
  }

  identify(addinId: string): AddinIdentity {
    const subject = this.#book.find(addinId)?.subject;
    return {
      displayName: subject?.displayName ?? addinId,
      publisherKey: subject ? answerSubject(subject).publisherKey : null,
    };
  }

  /** The permission was used: an answer that is in use does not expire. */
  noteUse(addinId: string, permission: PermissionName): void {
    const judged = this.#book.find(addinId);
    if (judged) this.#answers.touch(answerSubject(judged.subject), permission);
  }

  /** The question for a person, in the host's words; `settles` is false when the answer holds for one call at most. */
  question(
    addinId: string,
    permission: PermissionName,
  ): { question: Omit<PromptRequest, 'promptId'>; settles: boolean } {
    const judged = this.#book.find(addinId);
    if (!judged) throw new BulkheadError('E_DOMAIN_UNLOADED');
    const grant = this.#grant(addinId, permission);
    const reason = judged.subject.requested.find(({ name }) => name === permission)?.reason;
    const history = this.#answers.historyOf(answerSubject(judged.subject), permission);
    const settles = grant.ceiling === 'allow';
    const question = {
      addinId,
      displayName: judged.subject.displayName,
      color: judged.subject.color,
      permission,
      plain: permissionWords(permission, grant.parameters).plain,
      reason: reason === undefined ? null : readableLine(reason, REASON_LENGTH),
      offerAlways: settles && history.allowedBefore,
    };
    return { question, settles };
  }

  /**
   * Keeps what the person answered. `seen` are the parameters that the question was about: no answer covers more.
   * Blocking the add-in says nothing about this permission, so nothing is kept: it asks again once it is switched on.
   */
  takeAnswer(
    addinId: string,
    permission: PermissionName,
    given: { answer: PromptAnswer; seen: ParameterLimits },
  ): void {
    const judged = this.#book.find(addinId);
    if (!judged) return;
    const subject = answerSubject(judged.subject);
    const { answer, seen } = given;
    if (answer === 'once') this.#answers.allowedOnce(subject, permission);
    else if (answer === 'session') this.#answers.allowForSession(subject, permission, seen);
    else if (answer === 'always') this.#keepIfPossible(subject, permission, { effect: 'allow', parameters: seen });
    else if (answer === 'deny') this.#keepIfPossible(subject, permission, { effect: 'deny', parameters: {} });
    else if (answer === 'dismiss') this.#dismiss(subject, permission);
    this.#update(addinId);
  }

  /** The Permissions page; null takes the answer back. Throws E_NOT_FOUND, or E_IO when it could not be saved. */
  setAnswer(addinId: string, permission: PermissionName, effect: Effect | null): void {
    const judged = this.#current(addinId);
    const subject = answerSubject(judged.subject);
    const { parameters } = findGrant(this.#book.grantsOf(judged), permission);
    try {
      if (effect === null) this.#answers.takeBack(subject, permission);
      else this.#answers.keep(subject, permission, { effect, parameters });
    } finally {
      this.#update(addinId);
    }
  }

  /** Denies everything that the add-in asks for, until the person answers otherwise. */
  revokeAll(addinId: string): void {
    const { subject } = this.#current(addinId);
    try {
      for (const permission of requestedNames(subject)) {
        if (PERMISSIONS[permission].tier === 0) continue;
        this.#answers.keep(answerSubject(subject), permission, { effect: 'deny', parameters: {} });
      }
    } finally {
      this.#update(addinId);
    }
  }

  /** One row for every permission that an installed add-in asks for. */
  summaries(): PermissionSummary[] {
    return this.#book.addinIds.flatMap((addinId) => {
      const judged = this.#book.find(addinId);
      return judged ? this.#summariesOf(judged) : [];
    });
  }

  #summariesOf(judged: JudgedPackage): PermissionSummary[] {
    const grants = this.#book.grantsOf(judged);
    return requestedNames(judged.subject).map((permission) => {
      const grant = findGrant(grants, permission);
      const words = permissionWords(permission, grant.parameters);
      return {
        addinId: judged.subject.evidence.id,
        permission,
        plain: words.plain,
        scope: words.scope,
        effect: grant.effect,
        ceiling: grant.ceiling,
        tier: words.tier,
        because: [...grant.because],
        heldBy: [...words.heldBy],
        ...this.#usage(judged.subject.evidence.id, permission),
      };
    });
  }

  #grant(addinId: string, permission: PermissionName): ComputedGrant {
    return findGrant(this.#book.grantsOf(this.#book.find(addinId)), permission);
  }

  #current(addinId: string): JudgedPackage {
    const judged = this.#book.find(addinId);
    if (!judged) throw new BulkheadError('E_NOT_FOUND');
    return judged;
  }

  #update(addinId: string): void {
    this.#book.forgetGrants(addinId);
    this.changed.emit(addinId);
  }

  /** Refusals may have been lost with the file: nothing is allowed again before the person was asked. */
  #askAgain(subject: PolicySubject): void {
    const { answers } = this.#answers.answersFor(answerSubject(subject));
    for (const permission of requestedNames(subject)) {
      if (PERMISSIONS[permission].tier === 0 || answers.has(permission)) continue;
      this.#keepIfPossible(answerSubject(subject), permission, { effect: 'ask', parameters: {}, origin: 'lost' });
    }
  }

  #keepIfPossible(subject: AnswerSubject, permission: PermissionName, kept: KeptAnswer): void {
    ignoreUnsaved(() => this.#answers.keep(subject, permission, kept));
  }

  #dismiss(subject: AnswerSubject, permission: PermissionName): void {
    ignoreUnsaved(() => this.#answers.dismiss(subject, permission));
  }
}

/** The answer holds in memory also when the file cannot be written; there is nobody to tell at this moment. */
function ignoreUnsaved(keep: () => void): void {
  try {
    keep();
  } catch (error) {
    if (!(error instanceof BulkheadError)) throw error;
  }
}

function requestedNames(subject: PolicySubject): PermissionName[] {
  return [...new Set(subject.requested.map(({ name }) => name).filter(isPermissionName))];
}
