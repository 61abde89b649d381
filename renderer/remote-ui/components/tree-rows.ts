import { type IconName, isIconName } from '../../../addins/protocol/ui/icons.ts';
import type { Cell } from '../../../addins/protocol/ui/prop-types.ts';

/** Indentation ends here: deeper lines would have no room for their words. */
const DEEPEST = 64;

export interface TreeLine {
  id: string;
  label: string;
  depth: number;
  state: 'leaf' | 'collapsed' | 'expanded';
  icon: IconName | undefined;
  /** From 1 among `siblings`, undefined when the add-in does not say. */
  position: number | undefined;
  siblings: number | undefined;
  /** The row of the line it is inside of, undefined when the add-in does not say. */
  parent: number | undefined;
}

/** Cells are only known to be cells: what does not fit is replaced by what does. Undefined when there is no line. */
export function readTreeLine(cells: readonly Cell[] | undefined): TreeLine | undefined {
  if (!cells) return undefined;
  const [id, label, depth, state, icon, position, siblings, parent] = cells;
  return {
    id: String(id ?? ''),
    label: String(label ?? ''),
    depth: typeof depth === 'number' ? Math.min(DEEPEST, Math.max(0, Math.floor(depth))) : 0,
    state: state === 'expanded' || state === 'collapsed' ? state : 'leaf',
    icon: isIconName(icon) ? icon : undefined,
    position: wholeFrom(1, position),
    siblings: wholeFrom(1, siblings),
    parent: wholeFrom(0, parent),
  };
}

function wholeFrom(least: number, value: Cell | undefined): number | undefined {
  return Number.isInteger(value) && Number(value) >= least ? Number(value) : undefined;
}

type Lines = ReadonlyMap<number, readonly Cell[]>;

export function rowOfId(lines: Lines, id: string | null): number | undefined {
  if (id === null) return undefined;
  for (const [row, cells] of lines) if (cells[0] === id) return row;
  return undefined;
}

/**
 * The row of the line that `row` is inside of. Without the add-in's word it is looked for among the lines above; where
 * these are not known yet, the answer is the furthest that is, so that asking again gets there.
 */
export function parentRow(lines: Lines, row: number): number | undefined {
  const line = readTreeLine(lines.get(row));
  if (!line || line.depth === 0) return undefined;
  if (line.parent !== undefined && line.parent < row) return line.parent;
  for (let above = row - 1; above >= 0; above--) {
    const depth = readTreeLine(lines.get(above))?.depth;
    if (depth === undefined) return above + 1 < row ? above + 1 : above;
    if (depth < line.depth) return above;
  }
  return undefined;
}

/** The first known line after `from` whose label starts with what was typed; goes on at the top. */
export function rowOfWords(lines: Lines, words: string, from: number): number | undefined {
  const wanted = words.toLocaleLowerCase();
  const known = [...lines.keys()].sort((left, right) => left - right);
  const inOrder = [...known.filter((row) => row >= from), ...known.filter((row) => row < from)];
  return inOrder.find((row) =>
    String(lines.get(row)?.[1] ?? '')
      .toLocaleLowerCase()
      .startsWith(wanted),
  );
}
