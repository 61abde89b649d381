import { KEPT_ANSWERS } from '../limits.ts';

/** Answers to calls of the peer that it builds on before it has them; kept until the peer says that it has. */
export class KeptAnswers {
  readonly #answers = new Map<number, PromiseWithResolvers<unknown>>();

  /** From now on calls may name the answer to this one. False when too many are kept, or this one is already. */
  add(id: number): boolean {
    if (this.#answers.size >= KEPT_ANSWERS || this.#answers.has(id)) return false;
    const answer = Promise.withResolvers<unknown>();
    answer.promise.catch(() => undefined);
    this.#answers.set(id, answer);
    return true;
  }

  /** The call was answered; for most calls nobody kept that. */
  resolve(id: number, value: unknown): void {
    if (this.#answers.size > 0) this.#answers.get(id)?.resolve(value);
  }

  reject(id: number, error: unknown): void {
    if (this.#answers.size > 0) this.#answers.get(id)?.reject(error);
  }

  get(id: number): Promise<unknown> | undefined {
    return this.#answers.get(id)?.promise;
  }

  forget(id: number): void {
    this.#answers.delete(id);
  }

  clear(): void {
    this.#answers.clear();
  }
}
