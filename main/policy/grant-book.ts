import type { AnswerSubject } from './answer-rows.ts';
import type { AnswerStore } from './answer-store.ts';
import { evaluate, type Grants } from './evaluate.ts';
import type { Evidence } from './evidence.ts';
import { levelsFor, type RequestedPermission } from './levels.ts';
import type { Organisation } from './organisation.ts';

/** A package the policy has to judge. */
export interface PolicySubject {
  readonly evidence: Evidence;
  readonly displayName: string;
  /** #rrggbb */
  readonly color: string;
  /** `permissions` of the manifest. */
  readonly requested: readonly RequestedPermission[];
}

/** One judged package and its grants, once they were computed. */
export interface JudgedPackage {
  readonly subject: PolicySubject;
  grants: Grants | undefined;
  /** Milliseconds since 1970. */
  validUntil: number;
}

export interface GrantBookOptions {
  readonly answers: AnswerStore;
  /** Hashes of packages that must not run. */
  readonly revoked: readonly string[];
}

/** Which packages are judged, and their grants: computed at the first question, kept until something changes. */
export class GrantBook {
  organisation: Organisation;
  readonly #options: GrantBookOptions;
  readonly #packages = new Map<string, JudgedPackage>();

  constructor(organisation: Organisation, options: GrantBookOptions) {
    this.organisation = organisation;
    this.#options = options;
  }

  get addinIds(): string[] {
    return [...this.#packages.keys()];
  }

  put(subject: PolicySubject): void {
    this.#packages.set(subject.evidence.id, { subject, grants: undefined, validUntil: 0 });
  }

  remove(addinId: string): void {
    this.#packages.delete(addinId);
  }

  find(addinId: string): JudgedPackage | undefined {
    return this.#packages.get(addinId);
  }

  /** Empty, so everything is denied, for a package nobody registered. */
  grantsOf(judged: JudgedPackage | undefined): Grants {
    if (!judged) return [];
    if (!judged.grants || judged.validUntil <= this.#options.answers.now()) {
      Object.assign(judged, this.compute(judged.subject));
    }
    return judged.grants ?? [];
  }

  compute(subject: PolicySubject): { grants: Grants; validUntil: number } {
    const { answers, validUntil } = this.#options.answers.answersFor(answerSubject(subject));
    const levels = levelsFor({
      evidence: subject.evidence,
      requested: subject.requested,
      organisation: this.organisation,
      revoked: this.#options.revoked,
    });
    return { grants: evaluate({ levels, answers }), validUntil };
  }

  /** Must a package of this content not run? */
  isRevoked(hash: string): boolean {
    const listed = [...this.#options.revoked, ...this.organisation.revoked];
    return listed.some((each) => each.toLowerCase() === hash.toLowerCase());
  }

  forgetGrants(addinId: string): void {
    const judged = this.#packages.get(addinId);
    if (judged) judged.grants = undefined;
  }
}

export function answerSubject({ evidence }: PolicySubject): AnswerSubject {
  return { addinId: evidence.id, publisherKey: evidence.signed ? evidence.publisherKey : null };
}
