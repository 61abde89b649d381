import type { Clock } from '../../addins/protocol/clock.ts';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { AbortSignalLike } from '../../addins/protocol/method.ts';
import type { PromptAnswer, PromptRequest } from '../../preload/bridge.ts';
import { Emitter } from '../base/emitter.ts';

/** Milliseconds during which a question cannot be agreed to: a click meant for something else lands in this time. */
const ARMING_TIME = 700;

export type PromptQuestion = Omit<PromptRequest, 'promptId'>;

export interface PromptOptions {
  readonly question: PromptQuestion;
  readonly signal: AbortSignalLike;
  /** False when no answer holds longer than one call. */
  readonly settles: boolean;
  /** Runs once for every answer, before anybody who waits for it goes on. */
  keep(answer: PromptAnswer): void;
}

/** 'withdrawn': nobody answered, but the question does not arise any more. */
export type PromptOutcome = PromptAnswer | 'withdrawn';

export type PromptChange = { shown: PromptRequest } | { gone: string };

interface Waiter {
  /** Changes when the question is asked again. */
  entry: Entry;
  settle(outcome: PromptOutcome): void;
}

interface Entry {
  readonly options: PromptOptions;
  readonly waiters: Set<Waiter>;
  promptId: string;
  shownAt: number | undefined;
}

/**
 * Questions for the person: one on screen, one of each add-in in the queue, equal questions asked once.
 * The first recorded answer wins; later ones find nothing.
 */
export class PromptQueue {
  readonly changed = new Emitter<PromptChange>();
  readonly #clock: Clock;
  #count = 0;
  #queue: Entry[] = [];
  /** Further questions of add-ins that are in the queue already: nobody gets two turns in a row. */
  #heldBack: Entry[] = [];

  constructor(options: { clock: Clock }) {
    this.#clock = options.clock;
  }

  /** The question on screen, as the window is told. */
  get shown(): PromptRequest | null {
    const [first] = this.#queue;
    return first ? { ...first.options.question, promptId: first.promptId } : null;
  }

  /** Waits for the person. Rejects with E_CANCELLED when the signal says that nobody waits for the answer. */
  open(options: PromptOptions): Promise<PromptOutcome> {
    if (options.signal.aborted) return Promise.reject(new BulkheadError('E_CANCELLED'));
    const entry = this.#find(options.question) ?? this.#add(options);
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        reject(new BulkheadError('E_CANCELLED'));
        waiter.entry.waiters.delete(waiter);
        if (waiter.entry.waiters.size === 0) this.#remove(waiter.entry);
      };
      const waiter: Waiter = {
        entry,
        settle: (outcome) => {
          options.signal.removeEventListener('abort', onAbort);
          resolve(outcome);
        },
      };
      options.signal.addEventListener('abort', onAbort);
      entry.waiters.add(waiter);
    });
  }

  /** False when the question is gone, is not on screen, or cannot be agreed to yet. */
  answer(promptId: string, answer: PromptAnswer): boolean {
    const [entry] = this.#queue;
    if (!entry || entry.promptId !== promptId) return false;
    const agrees = answer !== 'deny' && answer !== 'dismiss';
    if (agrees && this.#clock.now() - (entry.shownAt ?? Number.POSITIVE_INFINITY) < ARMING_TIME) return false;
    this.#leave(entry);
    const given = agrees && !entry.options.settles ? 'once' : answer;
    entry.options.keep(given);
    this.#settle(entry, given);
    this.#advance();
    return true;
  }

  /** The questions of this add-in do not arise any more; those who wait find out for themselves what holds now. */
  withdraw(addinId: string, permission: string): void {
    for (const entry of [...this.#queue, ...this.#heldBack]) {
      const { question } = entry.options;
      if (question.addinId !== addinId || question.permission !== permission) continue;
      for (const waiter of entry.waiters) waiter.settle('withdrawn');
      entry.waiters.clear();
      this.#remove(entry);
    }
  }

  /** "Once" is one call: the others that wait are asked about again. */
  #settle(entry: Entry, answer: PromptAnswer): void {
    const [first, ...others] = entry.waiters;
    entry.waiters.clear();
    first?.settle(answer);
    if (answer !== 'once') for (const waiter of others) waiter.settle(answer);
    else if (others.length > 0) {
      const again: Entry = { ...entry, waiters: new Set(others), promptId: this.#nextId(), shownAt: undefined };
      for (const waiter of others) waiter.entry = again;
      this.#enqueue(again);
    }
  }

  #nextId(): string {
    this.#count++;
    return `prompt-${this.#count}`;
  }

  #find(question: PromptQuestion): Entry | undefined {
    return [...this.#queue, ...this.#heldBack].find(({ options: { question: other } }) => {
      const sameAsker = other.addinId === question.addinId && other.permission === question.permission;
      return sameAsker && other.plain === question.plain;
    });
  }

  #add(options: PromptOptions): Entry {
    const entry: Entry = { options, waiters: new Set(), promptId: this.#nextId(), shownAt: undefined };
    this.#enqueue(entry);
    this.#advance();
    return entry;
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
