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
}

/** Cells are only known to be cells: what does not fit is replaced by what does. Undefined when there is no line. */
export function readTreeLine(cells: readonly Cell[] | undefined): TreeLine | undefined {
  if (!cells) return undefined;
  const [id, label, depth, state, icon, position, siblings] = cells;
  return {
    id: String(id ?? ''),
    label: String(label ?? ''),
    depth: typeof depth === 'number' ? Math.min(DEEPEST, Math.max(0, Math.floor(depth))) : 0,
    state: state === 'expanded' || state === 'collapsed' ? state : 'leaf',
    icon: isIconName(icon) ? icon : undefined,
    position: wholeFromOne(position),
    siblings: wholeFromOne(siblings),
  };
}

function wholeFromOne(value: Cell | undefined): number | undefined {
  return Number.isInteger(value) && Number(value) >= 1 ? Number(value) : undefined;
}

type Lines = ReadonlyMap<number, readonly Cell[]>;

export function rowOfId(lines: Lines, id: string | null): number | undefined {
  if (id === null) return undefined;
  for (const [row, cells] of lines) if (cells[0] === id) return row;
  return undefined;
}

/** The line that `row` is inside of, as far as the lines above it are known. */
export function parentRow(lines: Lines, row: number): number | undefined {
  const depth = readTreeLine(lines.get(row))?.depth ?? 0;
  for (let above = row - 1; above >= 0; above--) {
    const line = readTreeLine(lines.get(above));
    if (!line) return undefined;
    if (line.depth < depth) return above;
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
