import { BulkheadError } from '../errors.ts';

/** What somebody gives to be read item by item, of either kind. */
export interface ItemSource {
  next(): unknown;
  return?(): unknown;
}

/** Throws E_CONTRACT where the answer of a member is nothing that can be read item by item. */
export function iteratorOf(answer: unknown, member: string): ItemSource {
  if (typeof answer === 'object' && answer !== null) {
    const start: unknown = Reflect.get(answer, Symbol.asyncIterator) ?? Reflect.get(answer, Symbol.iterator);
    const source: unknown = typeof start === 'function' ? Reflect.apply(start, answer, []) : undefined;
    if (typeof source === 'object' && source !== null) return source as ItemSource;
  }
  throw new BulkheadError('E_CONTRACT', {
    message: `"${member}" must answer a stream: write it as "async *${member}(…)".`,
  });
}

const OVER = Object.freeze({ done: true, value: undefined });

export interface LazyItemsOptions {
  /** For words about it. */
  member: string;
  /** Answers what can be read item by item, or a promise of it. Called at the first step. */
  open(): unknown;
  /** It is over, whoever ended it; before the source hears of that. Once. */
  ending?(): void;
}

/** Items that nobody asks for before the first step. A step that is waited for when it is ended answers the end. */
export function lazyItems(options: LazyItemsOptions): AsyncIterableIterator<unknown> {
  return new LazyItems(options);
}

class LazyItems implements AsyncIterableIterator<unknown> {
  readonly #options: LazyItemsOptions;
  #source: Promise<ItemSource> | undefined;
  #isOver = false;

  constructor(options: LazyItemsOptions) {
    this.#options = options;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<unknown>> {
    if (this.#isOver) return OVER;
    try {
      this.#source ??= this.#open();
      const { done, value } = (await (await this.#source).next()) as IteratorResult<unknown>;
      if (this.#isOver) return OVER;
      if (!done) return { done: false, value };
    } catch (thrown) {
      // What it says while it is ended concerns nobody any more.
      if (this.#isOver) return OVER;
      this.#end();
      throw thrown;
    }
    this.#end();
    return OVER;
  }

  async return(): Promise<IteratorResult<unknown>> {
    if (this.#isOver) return OVER;
    this.#end();
    const source = await this.#source?.catch(() => undefined);
    await source?.return?.();
    return OVER;
  }

  async #open(): Promise<ItemSource> {
    const { open, member } = this.#options;
    return iteratorOf(await open(), member);
  }

  #end(): void {
    this.#isOver = true;
    this.#options.ending?.();
  }
}
