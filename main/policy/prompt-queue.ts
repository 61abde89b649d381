import type { Clock } from '../../addins/protocol/clock.ts';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { AbortSignalLike } from '../../addins/protocol/method.ts';
import type { PromptAnswer, PromptRequest, WaitingQuestion } from '../../preload/bridge.ts';
import { Emitter } from '../base/emitter.ts';

/** Milliseconds during which a question cannot be agreed to: a click meant for something else lands in this time. */
const ARMING_TIME = 700;
/** Milliseconds. What the person does and what an add-in asks because of it come here by different ways. */
const SAME_MOMENT = 500;

export type PromptQuestion = Omit<PromptRequest, 'promptId'>;

export interface PromptOptions {
  readonly question: PromptQuestion;
  readonly signal: AbortSignalLike;
  /** False when no answer holds longer than one call. */
  readonly settles: boolean;
  /** The person has just acted for this add-in. Any other question waits behind a badge until it is opened. */
  readonly expected: boolean;
  /** Runs once for every answer, before anybody who waits for it goes on. */
  keep(answer: PromptAnswer): void;
}

/** 'withdrawn': nobody answered, but the question does not arise any more. */
export type PromptOutcome = PromptAnswer | 'withdrawn';

export type PromptChange = { shown: PromptRequest } | { gone: string };

interface Waiter {
  readonly expected: boolean;
  /** Changes when the question is asked again. */
  entry: Entry;
  settle(outcome: PromptOutcome): void;
}

interface Entry {
  readonly options: PromptOptions;
  readonly waiters: Set<Waiter>;
  promptId: string;
  readonly askedAt: number;
  shownAt: number | undefined;
}

/**
 * Questions for the person: one on screen, one of each add-in in the queue, equal questions asked once.
 * What nobody expects does not come on screen by itself. The first recorded answer wins; later ones find nothing.
 */
export class PromptQueue {
  readonly changed = new Emitter<PromptChange>();
  /** See {@link waiting}. */
  readonly waitingChanged = new Emitter<void>();
  readonly #clock: Clock;
  #count = 0;
  #queue: Entry[] = [];
  /** Further questions of add-ins that are in the queue already: nobody gets two turns in a row. */
  #heldBack: Entry[] = [];
  /** Questions that nobody expects, oldest first. */
  #unexpected: Entry[] = [];
  /** Add-ins that were blocked: on their way out they bring nothing more on screen. */
  readonly #blocked = new Set<string>();

  constructor(options: { clock: Clock }) {
    this.#clock = options.clock;
  }

  /** The question on screen, as the window is told. */
  get shown(): PromptRequest | null {
    const [first] = this.#queue;
    return first ? { ...first.options.question, promptId: first.promptId } : null;
  }

  /** Who has a question that the person has to open, oldest first, each add-in once. */
  get waiting(): WaitingQuestion[] {
    const byAddin = new Map<string, WaitingQuestion>();
    for (const { options } of this.#unexpected) {
      const { addinId, displayName, color } = options.question;
      if (!byAddin.has(addinId)) byAddin.set(addinId, { addinId, displayName, color });
    }
    return [...byAddin.values()];
  }

  /** Waits for the person. Rejects with E_CANCELLED when the signal says that nobody waits for the answer. */
  open(options: PromptOptions): Promise<PromptOutcome> {
    if (options.signal.aborted) return Promise.reject(new BulkheadError('E_CANCELLED'));
    const expected = options.expected && !this.#blocked.has(options.question.addinId);
    const entry = this.#find(options.question) ?? this.#add(options, expected);
    if (expected) this.#raise(entry);
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        reject(new BulkheadError('E_CANCELLED'));
        waiter.entry.waiters.delete(waiter);
        if (waiter.entry.waiters.size === 0) this.#remove(waiter.entry);
      };
      const waiter: Waiter = {
        entry,
        expected,
        settle: (outcome) => {
          options.signal.removeEventListener('abort', onAbort);
          resolve(outcome);
        },
      };
      options.signal.addEventListener('abort', onAbort);
      entry.waiters.add(waiter);
    });
  }

  /** The person opens the badge of this add-in. */
  reveal(addinId: string): void {
    const entry = this.#unexpected.find(({ options }) => options.question.addinId === addinId);
    if (entry) this.#raise(entry);
  }

  /** The person has just acted for this add-in: what it asked in this moment is expected after all. */
  acted(addinId: string): void {
    this.#blocked.delete(addinId);
    const since = this.#clock.now() - SAME_MOMENT;
    for (const entry of this.#unexpected) {
      if (entry.options.question.addinId === addinId && entry.askedAt >= since) this.#raise(entry);
    }
  }

  /** False when the question is gone, is not on screen, or cannot be agreed to yet. */
  answer(promptId: string, answer: PromptAnswer): boolean {
    const [entry] = this.#queue;
    if (!entry || entry.promptId !== promptId) return false;
    const agrees = answer === 'once' || answer === 'session' || answer === 'always';
    if (agrees && this.#clock.now() - (entry.shownAt ?? Number.POSITIVE_INFINITY) < ARMING_TIME) return false;
    this.#leave(entry);
    const given = agrees && !entry.options.settles ? 'once' : answer;
    entry.options.keep(given);
    this.#settle(entry, given);
    if (given === 'block') this.#block(entry.options.question.addinId);
    this.#advance();
    return true;
  }

  /** The questions of this add-in do not arise any more; those who wait find out for themselves what holds now. */
  withdraw(addinId: string, permission: string): void {
    this.#endAll('withdrawn', (question) => question.addinId === addinId && question.permission === permission);
    this.#advance();
  }

  #block(addinId: string): void {
    this.#blocked.add(addinId);
    this.#endAll('block', (question) => question.addinId === addinId);
  }

  /** Ends every such question, also those that were never shown. */
  #endAll(outcome: PromptOutcome, isMeant: (question: PromptQuestion) => boolean): void {
    for (const entry of this.#entries) {
      if (!isMeant(entry.options.question)) continue;
      for (const waiter of entry.waiters) waiter.settle(outcome);
      entry.waiters.clear();
      this.#leave(entry);
    }
  }

  get #entries(): Entry[] {
    return [...this.#queue, ...this.#heldBack, ...this.#unexpected];
  }

  /** "Once" is one call: the others that wait are asked about again, on screen only if one of them is expected. */
  #settle(entry: Entry, answer: PromptAnswer): void {
    const [first, ...others] = entry.waiters;
    entry.waiters.clear();
    first?.settle(answer);
    if (answer !== 'once') for (const waiter of others) waiter.settle(answer);
    else if (others.length > 0) {
      const again: Entry = { ...entry, waiters: new Set(others), promptId: this.#nextId(), shownAt: undefined };
      for (const waiter of others) waiter.entry = again;
      this.#place(
        again,
        others.some(({ expected }) => expected),
      );
    }
  }

  #nextId(): string {
    this.#count++;
    return `prompt-${this.#count}`;
  }

  #find(question: PromptQuestion): Entry | undefined {
    return this.#entries.find(({ options: { question: other } }) => {
      const sameAsker = other.addinId === question.addinId && other.permission === question.permission;
      return sameAsker && other.plain === question.plain;
    });
  }

  #add(options: PromptOptions, expected: boolean): Entry {
    const now = this.#clock.now();
    const entry: Entry = { options, waiters: new Set(), promptId: this.#nextId(), askedAt: now, shownAt: undefined };
    this.#place(entry, expected);
    this.#advance();
    return entry;
  }

  #place(entry: Entry, expected: boolean): void {
    if (expected) {
      this.#enqueue(entry);
      return;
    }
    this.#unexpected.push(entry);
    this.waitingChanged.emit();
  }

  /** From behind the badge to where it is shown in its turn; nothing happens to one that is there already. */
  #raise(entry: Entry): void {
    if (!this.#takeFromBadge(entry)) return;
    this.#enqueue(entry);
    this.#advance();
  }

  #takeFromBadge(entry: Entry): boolean {
    if (!this.#unexpected.includes(entry)) return false;
    this.#unexpected = this.#unexpected.filter((other) => other !== entry);
    this.waitingChanged.emit();
    return true;
  }

  #enqueue(entry: Entry): void {
    const { addinId } = entry.options.question;
    const queued = this.#queue.some(({ options }) => options.question.addinId === addinId);
    (queued ? this.#heldBack : this.#queue).push(entry);
  }

  #remove(entry: Entry): void {
    this.#leave(entry);
    this.#advance();
  }

  #leave(entry: Entry): void {
    if (this.#takeFromBadge(entry)) return;
    this.#heldBack = this.#heldBack.filter((other) => other !== entry);
    if (!this.#queue.includes(entry)) return;
    this.#queue = this.#queue.filter((other) => other !== entry);
    if (entry.shownAt !== undefined) this.changed.emit({ gone: entry.promptId });
    const { addinId } = entry.options.question;
    const next = this.#heldBack.find(({ options }) => options.question.addinId === addinId);
    if (!next) return;
    this.#heldBack = this.#heldBack.filter((other) => other !== next);
    this.#queue.push(next);
  }

  #advance(): void {
    const [entry] = this.#queue;
    if (!entry || entry.shownAt !== undefined) return;
    entry.shownAt = this.#clock.now();
    this.changed.emit({ shown: { ...entry.options.question, promptId: entry.promptId } });
  }
}
