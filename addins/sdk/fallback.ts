import { createElement, Fragment, type ReactNode } from 'react';
import { has } from './features.ts';

/** Makes an element: `jsx`, `jsxs` or `createElement` of React. */
type MakeElement = (type: unknown, props: unknown, ...rest: unknown[]) => unknown;

/**
 * Puts `fallback` in the place of a component that the host has not: an SDK that does not know it has no export of
 * that name, so that its type is `undefined`; a window that does not know it has not listed it.
 */
export function withFallback<Make>(make: Make): Make {
  const makeElement = make as MakeElement;
  return ((type: unknown, props: unknown, ...rest: unknown[]): unknown => {
    const fallback = fallbackOf(type, props);
    if (fallback === undefined) return makeElement(type, props, ...rest);
    const key = typeof rest[0] === 'string' ? rest[0] : (props as { key?: string }).key;
    return createElement(Fragment, key === undefined ? null : { key }, fallback);
  }) as Make;
}

function fallbackOf(type: unknown, props: unknown): ReactNode {
  if (typeof props !== 'object' || props === null || !('fallback' in props)) return undefined;
  const isMissing = type === undefined || (typeof type === 'string' && !has(type));
  return isMissing ? ((props.fallback as ReactNode) ?? null) : undefined;
}
