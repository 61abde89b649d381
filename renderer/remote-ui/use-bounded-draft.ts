import { useEffect, useReducer } from 'react';
import { draftOf, refuseDraft, shownValue, tellRefused } from './draft.ts';
import { boundsProblem } from './field-bounds.ts';
import type { HostNode } from './host-node.ts';
import { useDraft } from './use-draft.ts';

interface BoundedDraft<Value> {
  /** What the field shows: also what was refused. */
  readonly shown: Value | null;
  /** What is wrong with it, once the person is to know. */
  readonly problem: string | undefined;
  enter(value: Value | null): void;
  /** The person is done writing. */
  settle(): void;
}

/**
 * The value of a field that has bounds. One outside of them is never changed into another one: it stays where the person
 * wrote it, they are told what is wrong when they are done, and the add-in goes on with the last value that was right.
 */
export function useBoundedDraft<Value>(node: HostNode): BoundedDraft<Value> {
  const [, change] = useDraft<Value | null>(node, null);
  const [, draw] = useReducer((count: number) => count + 1, 0);
  const shown = (shownValue(node) ?? null) as Value | null;
  const problem = boundsProblem(node, shown);
  const { refused } = draftOf(node);
  const isRightNow = refused !== null && problem === undefined;
  useEffect(() => {
    // The add-in has moved a bound: what stands in the field counts from now on.
    if (isRightNow) change(shown);
  });
  return {
    shown,
    problem: refused === null || refused.isTold ? problem : undefined,
    enter(next) {
      if (boundsProblem(node, next) === undefined) return change(next);
      refuseDraft(node, next);
      draw();
    },
    settle() {
      if (tellRefused(node)) draw();
    },
  };
}
