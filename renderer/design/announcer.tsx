import { type ReactNode, useSyncExternalStore } from 'react';

/** One sentence at a time for people who listen to the window. Said politely, never twice in a row. */
export interface Announcer {
  say(text: string): void;
  subscribe(listener: () => void): () => void;
  text(): string;
}

export function createAnnouncer(): Announcer {
  const listeners = new Set<() => void>();
  let current = '';
  return {
    say(text) {
      // A screen reader keeps silent when the text does not change; the space makes a repeated sentence a new one.
      current = text === current ? `${text}\u00a0` : text;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    text: () => current,
  };
}

export function AnnouncerRegion({ announcer }: { announcer: Announcer }): ReactNode {
  const text = useSyncExternalStore(announcer.subscribe, announcer.text);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}
