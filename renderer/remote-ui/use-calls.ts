import { useLayoutEffect } from 'react';
import type { HostNode } from './host-node.ts';

/** Carries out the methods that the add-in called on this node since it was last drawn. */
export function useCalls(node: HostNode, methods: Readonly<Record<string, () => void>>): void {
  useLayoutEffect(() => {
    for (const name of node.calls.splice(0)) if (Object.hasOwn(methods, name)) methods[name]?.();
  });
}
