/** What a consumer of a contract has in its hands: the provider behind a session, or one behind adapters. */
export interface Provider {
  /**
   * Calls a member with plain values. A stream answers with an AsyncIterable. Rejects with a BulkheadError: E_NO_MEMBER when
   * `supports` says no.
   */
  call(member: string, values: readonly unknown[]): Promise<unknown>;
  /** Does the provider have this member? An older minor version may not. */
  supports(member: string): boolean;
  /** Listens to an event; the answer ends it. */
  listen(event: string, listener: EventListener): () => void;
}

export type EventListener = (values: readonly unknown[]) => void;
