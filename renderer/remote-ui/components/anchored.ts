import { type ReactNode, type RefObject, useRef } from 'react';

interface Anchored {
  /** The element that something stands beside; null while nothing is drawn. */
  anchor(): Element | null;
  wrapper: RefObject<HTMLSpanElement | null>;
}

/** For parts that stand beside another one: it is drawn where it would be drawn without them. */
export function useAnchored(): Anchored {
  const wrapper = useRef<HTMLSpanElement>(null);
  return { wrapper, anchor: () => wrapper.current?.firstElementChild ?? null };
}

/** Sides as add-ins name them: by reading direction. */
export const SIDES = { top: 'top', bottom: 'bottom', start: 'inline-start', end: 'inline-end' } as const;

/** The first of the children of a part, and the others. */
export function splitFirst(children: ReactNode): [first: ReactNode, others: ReactNode] {
  const [first, ...others] = Array.isArray(children) ? (children as readonly ReactNode[]) : [children];
  return [first, others];
}
