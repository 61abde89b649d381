import type { Effect, PermissionName } from '../../addins/protocol/permissions.ts';
import type {
  AuditRow,
  PermissionSummary,
  PromptAnswer,
  PromptRequest,
  WaitingQuestion,
} from '../../preload/bridge.ts';
import type { AuditLog } from '../policy/audit-log.ts';
import type { PolicyService } from '../policy/policy-service.ts';
import type { PromptQueue } from '../policy/prompt-queue.ts';
import type { WallsWatch } from './walls-watch.ts';

export interface PermissionsDeskOptions {
  policy: PolicyService;
  audit: AuditLog;
  prompts: PromptQueue;
  walls: Pick<WallsWatch, 'hasSystemWall'>;
  /** The person acted for this add-in. */
  agreed(addinId: string): void;
}

/** Permissions as the window shows and changes them. */
export class PermissionsDesk {
  readonly #options: PermissionsDeskOptions;

  constructor(options: PermissionsDeskOptions) {
    this.#options = options;
  }

  list(): PermissionSummary[] {
    const summaries = this.#options.policy.summaries();
    if (this.#options.walls.hasSystemWall) return summaries;
    return summaries.map((row) => ({ ...row, heldBy: row.heldBy.filter((wall) => wall !== 'OS wall') }));
  }

  /** Takes effect on the next call; what is open under a narrowed grant is closed. */
  setAnswer(addinId: string, permission: PermissionName, effect: Effect | null): void {
    this.#options.policy.setAnswer(addinId, permission, effect);
  }

  revokeAll(addinId: string): void {
    this.#options.policy.revokeAll(addinId);
  }

  /** The questions on screen: at most one. */
  get prompts(): PromptRequest[] {
    const { shown } = this.#options.prompts;
    return shown ? [shown] : [];
  }

  answerPrompt(promptId: string, answer: PromptAnswer): void {
    const { prompts, agreed } = this.#options;
    const asker = prompts.shown?.addinId;
    const agrees = answer === 'once' || answer === 'session' || answer === 'always';
    // Agreeing is an act for the add-in: what it may do only right after one has not become too late by the question.
    if (prompts.answer(promptId, answer) && agrees && asker !== undefined) agreed(asker);
  }

  /** Who has a question behind the badge. */
  get waiting(): WaitingQuestion[] {
    return this.#options.prompts.waiting;
  }

  openQuestion(addinId: string): void {
    this.#options.prompts.reveal(addinId);
  }

  audit(addinId: string | null): AuditRow[] {
    return this.#options.audit.rows(addinId);
  }
}
