import type { Draft, HostNode } from './host-node.ts';

/** The draft of a field, made from what the add-in proposed when it is first looked at. */
export function draftOf(node: HostNode): Draft {
  node.draft ??= { value: proposedValue(node), editCount: 0, touched: false, composing: false, refused: null };
  return node.draft;
}

/** What the add-in itself last wanted the field to hold, undefined when it leaves that to the person. */
export function proposedValue(node: HostNode): unknown {
  const name = node.entry?.spec.draft;
  return name === undefined ? undefined : node.props[name];
}

/** The add-in wants another value. It gets its way only if it has seen the person's last edit. */
export function proposeDraft(node: HostNode, value: unknown, editCount: number): void {
  const name = node.entry?.spec.draft;
  if (name === undefined) return;
  node.props[name] = value;
  const { draft } = node;
  if (draft && (draft.editCount !== editCount || draft.composing)) return;
  if (draft) {
    if (draft.value !== value) draft.refused = null;
    draft.value = value;
    draft.touched = false;
  }
  node.invalidate();
}

/** The person changed the value. */
export function editDraft(node: HostNode, value: unknown): Draft {
  const draft = draftOf(node);
  draft.value = value;
  draft.editCount++;
  draft.touched = true;
  draft.refused = null;
  return draft;
}

/** What the field shows: also what it did not take. */
export function shownValue(node: HostNode): unknown {
  const { value, refused } = draftOf(node);
  return refused ? refused.value : value;
}

/** The person wrote something that the field does not take. They are told when they are done, and then until it is right. */
export function refuseDraft(node: HostNode, value: unknown): void {
  const draft = draftOf(node);
  draft.refused = { value, isTold: draft.refused?.isTold === true };
}

/** The person is done writing what was refused: answers whether there are words that were not shown yet. */
export function tellRefused(node: HostNode): boolean {
  const { refused } = draftOf(node);
  if (!refused || refused.isTold) return false;
  draftOf(node).refused = { ...refused, isTold: true };
  return true;
}
