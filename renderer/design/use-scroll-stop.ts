import { useEffect, useLayoutEffect, useState } from 'react';

export interface ScrollStop {
  /** For the element that scrolls, which may come and go. */
  readonly ref: (element: HTMLElement | null) => void;
  readonly tabIndex: 0 | undefined;
}

/**
 * Where the keyboard stops at an element only because it scrolls: 0 while something of it is out of sight, else undefined.
 * What cannot be scrolled is no stop on the way through a page.
 */
export function useScrollStop(): ScrollStop {
  const [element, ref] = useState<HTMLElement | null>(null);
  const [scrolls, setScrolls] = useState(false);
  // What is inside has just been drawn anew; text alone tells no observer.
  useLayoutEffect(() => setScrolls(element !== null && overflows(element)));
  useEffect(() => (element ? watchRoom(element, setScrolls) : undefined), [element]);
  return { ref, tabIndex: scrolls ? 0 : undefined };
}

function overflows({ scrollHeight, clientHeight, scrollWidth, clientWidth }: HTMLElement): boolean {
  // Heights are rounded, so that one pixel more is nothing that anybody could scroll to.
  return scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1;
}

/** Children whose sizes are watched: with more of them it is the coming and going that counts. */
const WATCHED_CHILDREN = 64;

/** Its own size and that of its children: what is further inside shows in theirs. */
function watchRoom(element: HTMLElement, tell: (scrolls: boolean) => void): () => void {
  const sizes = new ResizeObserver(() => tell(overflows(element)));
  const observe = (): void => {
    sizes.disconnect();
    // Told at once, and whenever it changes.
    sizes.observe(element);
    for (const child of [...element.children].slice(0, WATCHED_CHILDREN)) sizes.observe(child);
  };
  observe();
  const children = new MutationObserver(observe);
  children.observe(element, { childList: true });
  return () => {
    sizes.disconnect();
    children.disconnect();
  };
}
