import { draftOf, proposedValue } from './draft.ts';
import type { HostNode } from './host-node.ts';
import type { ViewStore } from './view-store.ts';

/** A field whose value the person changed and the new generation does not know. */
export interface Replay {
  node: HostNode;
  value: unknown;
}

export interface Adoption {
  /** Nodes of the new tree that took over the place of an old one. */
  adopted: number;
  replays: Replay[];
}

/**
 * Lets the tree of a new generation take the place of the old one: nodes that match keep their key in the window's
 * tree, so their DOM, focus, caret and scroll position stay, and what a person was typing stays with them.
 * Children match by component and explicit key, else by component and order among those without one.
 */
export function adopt(old: ViewStore, next: ViewStore): Adoption {
  const adoption: Adoption = { adopted: 0, replays: [] };
  adoptNode(old.root, next.root, adoption);
  return adoption;
}

function adoptNode(old: HostNode, next: HostNode, adoption: Adoption): void {
  next.hostKey = old.hostKey;
  next.element = null;
  takeOver(old, next, adoption);
  const candidates = groupChildren(old);
  for (const child of next.children) {
    if (!child.entry) continue;
    const match = candidates.get(matchName(child))?.shift();
    if (!match) continue;
    adoption.adopted++;
    adoptNode(match, child, adoption);
  }
}

/** Children in order, by what they match. Components are compared by name: each generation numbers them anew. */
function groupChildren(parent: HostNode): Map<string, HostNode[]> {
  const groups = new Map<string, HostNode[]>();
  for (const child of parent.children) {
    if (!child.entry) continue;
    const name = matchName(child);
    const group = groups.get(name);
    if (group) group.push(child);
    else groups.set(name, [child]);
  }
  return groups;
}

function matchName(node: HostNode): string {
  return node.explicitKey === null ? `${node.entry?.name}` : `${node.entry?.name}\n${node.explicitKey}`;
}

function takeOver(old: HostNode, next: HostNode, adoption: Adoption): void {
  if (old.rows && old.props.revision === next.props.revision) next.rows = old.rows;
  const { draft } = old;
  if (!draft) return;
  const wanted = proposedValue(next);
  const keeps = draft.touched || wanted === undefined;
  const value = keeps ? draft.value : wanted;
  // What was refused stands in place of the value that it was written over.
  const refused = value === draft.value ? draft.refused : null;
  next.draft = { ...draft, value, touched: keeps && draft.touched, refused };
  if (draft.touched && draftOf(next).value !== wanted) adoption.replays.push({ node: next, value: draft.value });
}
