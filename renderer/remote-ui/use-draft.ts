import { useReducer } from 'react';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import { draftOf } from './draft.ts';
import type { HostNode } from './host-node.ts';
import { useView } from './view-context.ts';

/** The value of a field as the person sees it, and what to do when they change it. */
export function useDraft<Value>(node: HostNode, initial: Value, event = 'onChange'): [Value, (value: Value) => void] {
  const { events } = useView();
  const [, draw] = useReducer((count: number) => count + 1, 0);
  const value = draftOf(node).value;
  const change = (next: Value): void => {
    events.edit(node, event, next as Plain);
    // Drawn here and now: the caret of a field stays only if its text changes in the same turn.
    draw();
  };
  return [value === undefined ? initial : (value as Value), change];
}
