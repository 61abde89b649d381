import { useSyncExternalStore } from 'react';

/** One value that views follow. */
export class Value<Content> {
  readonly #listeners = new Set<() => void>();
  #content: Content;

  constructor(content: Content) {
    this.#content = content;
  }

  readonly get = (): Content => this.#content;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(content: Content): void {
    if (Object.is(content, this.#content)) return;
    this.#content = content;
    for (const listener of this.#listeners) listener();
  }
}

export function useValue<Content>(value: Value<Content>): Content {
  return useSyncExternalStore(value.subscribe, value.get);
}
