import { type ReactNode, useSyncExternalStore } from 'react';

/** One sentence at a time for people who listen to the window. Said politely, never twice in a row. */
export interface Announcer {
  say(text: string): void;
  subscribe(listener: () => void): () => void;
  text(): string;
}

const KEPT_FOR = 4_000;

export function createAnnouncer(): Announcer {
  const listeners = new Set<() => void>();
  let current = '';
  let clearing: ReturnType<typeof setTimeout> | undefined;
  const set = (text: string): void => {
    current = text;
    for (const listener of listeners) listener();
  };
  return {
    say(text) {
      clearTimeout(clearing);
      // A screen reader keeps silent when the text does not change; the space makes a repeated sentence a new one.
      set(text === current ? `${text}\u00a0` : text);
      // What was said long ago must not be found by someone who reads through the page.
      clearing = setTimeout(() => set(''), KEPT_FOR);
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
