type Listener = (...args: never[]) => void;

/** The part of Node's EventEmitter that a sandboxed preload relies on. */
export class PageEmitter {
  readonly #listeners = new Map<string, { listener: Listener; once: boolean }[]>();

  on(name: string, listener: Listener): this {
    return this.#add(name, { listener, once: false });
  }

  addListener(name: string, listener: Listener): this {
    return this.on(name, listener);
  }

  once(name: string, listener: Listener): this {
    return this.#add(name, { listener, once: true });
  }

  off(name: string, listener: Listener): this {
    const entries = this.#listeners.get(name) ?? [];
    const at = entries.findLastIndex((entry) => entry.listener === listener);
    if (at >= 0) this.#listeners.set(name, entries.toSpliced(at, 1));
    return this;
  }

  removeListener(name: string, listener: Listener): this {
    return this.off(name, listener);
  }

  removeAllListeners(name?: string): this {
    if (name === undefined) this.#listeners.clear();
    else this.#listeners.delete(name);
    return this;
  }

  listenerCount(name: string): number {
    return this.#listeners.get(name)?.length ?? 0;
  }

  emit(name: string, ...args: unknown[]): boolean {
    const entries = this.#listeners.get(name) ?? [];
    for (const { listener, once } of entries) {
      if (once) this.off(name, listener);
      (listener as (...args: unknown[]) => void).apply(this, args);
    }
    return entries.length > 0;
  }

  #add(name: string, entry: { listener: Listener; once: boolean }): this {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), entry]);
    return this;
  }
}
