import type { Column } from '../column.ts';
import type { Token } from './tokens.ts';

export interface ColumnMatch {
  readonly column: Column;
  /** How many tokens its name takes. */
  readonly tokens: number;
}

/** Names that are listed when a column is not found. */
const LISTED = 8;

/** The column with the longest name that is written at this place, without regard to case. */
export function matchColumn(
  columns: readonly Column[],
  tokens: readonly Token[],
  from: number,
): ColumnMatch | undefined {
  const first = tokens[from];
  if (first?.kind === 'quoted') return matchName(columns, first.text, 1);
  let name = '';
  let best: ColumnMatch | undefined;
  for (let next = from; tokens[next]?.kind === 'word'; next++) {
    name = name === '' ? (tokens[next]?.text ?? '') : `${name} ${tokens[next]?.text}`;
    best = matchName(columns, name, next - from + 1) ?? best;
  }
  return best;
}

function matchName(columns: readonly Column[], name: string, tokens: number): ColumnMatch | undefined {
  const wanted = name.trim().toLowerCase();
  const column = columns.find((candidate) => candidate.name.toLowerCase() === wanted);
  return column && { column, tokens };
}

/** "Did you mean …" when a name is close, and the names there are. */
export function suggestColumns(columns: readonly Column[], name: string): string {
  const wanted = name.toLowerCase();
  const scored = columns
    .map((column) => ({ column, distance: editDistance(wanted, column.name.toLowerCase()) }))
    .sort((one, other) => one.distance - other.distance);
  const [best] = scored;
  if (best && best.distance <= Math.max(2, Math.floor(wanted.length / 3)) && best.distance < wanted.length)
    return `Did you mean "${best.column.name}"?`;
  const names = columns.slice(0, LISTED).map((column) => column.name);
  const more = columns.length > LISTED ? ` and ${columns.length - LISTED} more` : '';
  return `The columns are ${names.join(', ')}${more}. To look for the text itself put it in quotes.`;
}

/** How many letters must be changed, added or removed to make one text of the other. */
function editDistance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let index = 1; index <= other.length; index++) {
      const change = (previous[index - 1] ?? 0) + (one[row - 1] === other[index - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[index] ?? 0) + 1, (current[index - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
}
