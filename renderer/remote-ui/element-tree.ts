import { type ComponentType, createElement, Fragment, type ReactNode } from 'react';
import { MEASURED_PROP } from '../../addins/protocol/ui/common-props.ts';
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
  const element = part ? createElement(part, { key: node.hostKey, node }, childElements(node, registry)) : '';
  node.element = node.props[MEASURED_PROP] === true ? measured(node, element) : element;
  return node.element;
}

/** A part draws what it wants; the fragment around it knows where that is. */
function measured(node: HostNode, element: ReactNode): ReactNode {
  node.drawn ??= { current: null };
  return createElement(Fragment, { key: node.hostKey, ref: node.drawn } as object, element);
}

export function childElements(node: HostNode, registry: PartRegistry): ReactNode {
  const { children } = node;
  if (children.length === 0) return undefined;
  const elements: ReactNode[] = [];
  for (const child of children) if (!child.hidden && !child.ruling?.hidden) elements.push(elementOf(child, registry));
  return elements;
}
