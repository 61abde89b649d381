/** What a consumer of a contract has in its hands: the provider behind a session, or one behind adapters. */
export interface Provider {
  /** Calls a member with plain values. Rejects with a BulkheadError: E_NO_MEMBER when `supports` says no. */
  call(member: string, values: readonly unknown[]): Promise<unknown>;
  /**
   * Reads a member of the kind `stream`. It is asked for at the first step, which rejects as `call` does. `return` tells the
   * provider that nobody wants the rest, also while an item is waited for.
   */
  stream(member: string, values: readonly unknown[]): AsyncIterableIterator<unknown>;
  /** Does the provider have this member? An older minor version may not. */
  supports(member: string): boolean;
  /** Listens to an event; the function that it answers ends it. Rejects where nobody may, or can, be heard. */
  listen(event: string, listener: EventListener): Promise<() => void>;
}

export type EventListener = (values: readonly unknown[]) => void;
