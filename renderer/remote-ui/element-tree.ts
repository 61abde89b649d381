import { type ComponentType, createElement, type ReactNode } from 'react';
import type { HostNode } from './host-node.ts';

/** What every host component is given. Its properties are in `node.props`. */
export interface PartProps {
  readonly node: HostNode;
  readonly children?: ReactNode;
}

/** Which host component draws which row of the vocabulary, by name. */
export type PartRegistry = ReadonlyMap<string, ComponentType<PartProps>>;

/**
 * The elements for a node. What did not change since the last call is the same object as before, which lets React
 * skip it: an update costs as much as the path from the changed nodes to the root, not as much as the view.
 */
export function elementOf(node: HostNode, registry: PartRegistry): ReactNode {
  if (!node.entry) return node.text;
  if (node.element !== null) return node.element;
  const part = registry.get(node.entry.name);
  node.element = part ? createElement(part, { key: node.hostKey, node }, childElements(node, registry)) : '';
  return node.element;
}

export function childElements(node: HostNode, registry: PartRegistry): ReactNode {
  const { children } = node;
  if (children.length === 0) return undefined;
  const elements: ReactNode[] = [];
  for (const child of children) if (!child.hidden) elements.push(elementOf(child, registry));
  return elements;
}
