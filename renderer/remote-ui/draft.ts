import type { Draft, HostNode } from './host-node.ts';

/** The draft of a field, made from what the add-in proposed when it is first looked at. */
export function draftOf(node: HostNode): Draft {
  node.draft ??= { value: proposedValue(node), editCount: 0, touched: false, composing: false };
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
  return draft;
}
