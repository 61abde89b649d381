import type { Area } from '../measurements.ts';
import type { GuestNode } from './guest-node.ts';
import type { ViewEmitter } from './view-emitter.ts';

/** What a `ref` holds: the methods that the component has, for example `focus()`, which answer nothing; and `measure()`. */
export type ElementHandle = Readonly<Record<string, () => void>> & { readonly measure: () => Promise<Area | null> };

const handles = new WeakMap<GuestNode, ElementHandle>();

export function createElementHandle(
  node: GuestNode,
  emitterOf: (node: GuestNode) => ViewEmitter | undefined,
): ElementHandle {
  let handle = handles.get(node);
  if (!handle) {
    const methods = (node.entry?.spec.methods ?? []).map((name) => [
      name,
      () => emitterOf(node)?.call(node, name, null),
    ]);
    const measure = () => emitterOf(node)?.measure(node) ?? Promise.resolve(null);
    handle = Object.freeze({ ...Object.fromEntries(methods), measure }) as ElementHandle;
    handles.set(node, handle);
  }
  return handle;
}
