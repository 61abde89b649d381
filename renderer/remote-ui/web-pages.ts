import { useSyncExternalStore } from 'react';

/** A page of an add-in in HTML that the host serves at this moment. */
interface WebPage {
  readonly address: string;
  readonly addinId: string;
}

/** Which web pages may be shown, as the host says. Nothing else is ever loaded, whatever an add-in names. */
class WebPages {
  #pages: readonly WebPage[] = [];
  readonly #listeners = new Set<() => void>();

  replace(pages: readonly WebPage[]): void {
    this.#pages = pages;
    for (const listener of this.#listeners) listener();
  }

  /** True while this add-in may show it: an address that somebody else passed on is worth nothing. */
  has({ address, addinId }: WebPage): boolean {
    return this.#pages.some((page) => page.address === address && page.addinId === addinId);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

export const webPages = new WebPages();

export function useIsServed(address: string | null, addinId: string): boolean {
  return useSyncExternalStore(webPages.subscribe, () => address !== null && webPages.has({ address, addinId }));
}
