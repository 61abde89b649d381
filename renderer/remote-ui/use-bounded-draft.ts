import { useState } from 'react';
import type { HostNode } from './host-node.ts';
import { useDraft } from './use-draft.ts';

/** A value that stays in the field, with words about it, and is not told to the add-in. */
interface Refused<Value> {
  readonly value: Value;
  /** The value that counts meanwhile. */
  readonly instead: Value | null;
}

interface BoundedDraft<Value> {
  /** What the field shows: also what was refused. */
  readonly shown: Value | null;
  /** What is wrong with it. */
  readonly problem: string | undefined;
  enter(value: Value | null): void;
}

/**
 * The value of a field that has bounds. One outside of them is never changed into another one: it stays where the person
 * wrote it, `problemOf` says what is wrong, and the add-in goes on with the last value that was right.
 */
export function useBoundedDraft<Value>(
  node: HostNode,
  problemOf: (value: Value | null) => string | undefined,
): BoundedDraft<Value> {
  const [value, change] = useDraft<Value | null>(node, null);
  const [refused, setRefused] = useState<Refused<Value> | null>(null);
  // Another value that the add-in proposes takes the place of what was refused.
  const shown = refused?.instead === value ? refused.value : value;
  return {
    shown,
    problem: problemOf(shown),
    enter(next) {
      const isRefused = problemOf(next) !== undefined;
      setRefused(isRefused && next !== null ? { value: next, instead: value } : null);
      if (!isRefused) change(next);
    },
  };
}
