import { useSyncExternalStore } from 'react';

interface Report {
  readonly isDown: boolean;
  readonly probe: string | null;
}

/** What the host says of the wall around web pages. */
class WebWall {
  #report: Report = { isDown: false, probe: null };
  readonly #listeners = new Set<() => void>();

  replace(report: Report): void {
    this.#report = report;
    for (const listener of this.#listeners) listener();
  }

  readonly read = (): Report => this.#report;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

export const webWall = new WebWall();

export function useWebWall(): Report {
  return useSyncExternalStore(webWall.subscribe, webWall.read);
}
