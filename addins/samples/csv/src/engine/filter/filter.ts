import type { Column } from '../column.ts';

export type Comparison = '=' | '<>' | '>' | '>=' | '<' | '<=';
export type TextTest = 'contains' | 'starts' | 'ends';

/** What a filter says, after it was read and checked against the columns of a table. */
export type Filter =
  | { readonly kind: 'all'; readonly parts: readonly Filter[] }
  | { readonly kind: 'any'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | { readonly kind: 'anywhere'; readonly text: string }
  | { readonly kind: 'empty'; readonly column: Column }
  | { readonly kind: 'text'; readonly column: Column; readonly test: TextTest; readonly text: string }
  | { readonly kind: 'same'; readonly column: Column; readonly text: string; readonly number: number }
  | { readonly kind: 'number'; readonly column: Column; readonly comparison: Comparison; readonly number: number }
  | { readonly kind: 'date'; readonly column: Column; readonly comparison: Comparison; readonly text: string };
