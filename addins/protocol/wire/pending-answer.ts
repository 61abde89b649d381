/** An answer that is still on its way and can already be an argument of further calls over the same port. */
export class PendingAnswer<Value = unknown> {
  readonly id: number;
  readonly answer: Promise<Value>;
  #isAnswered = false;
  #value: Value | undefined;

  constructor(id: number, answer: Promise<Value>, onSettled: () => void) {
    this.id = id;
    this.answer = answer;
    answer.then(
      (value) => {
        this.#isAnswered = true;
        this.#value = value;
        onSettled();
      },
      () => onSettled(),
    );
  }

  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  /** Only when it is answered. */
  get value(): Value | undefined {
    return this.#value;
  }
}
