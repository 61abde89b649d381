import type { PropertyValue } from '../../addins/protocol/inspect/inspect-messages.ts';
import type { PropertyRow } from '../../addins/protocol/inspect/property-row.ts';
import type { Draft } from './draft.ts';
import type { GridDrafts } from './grid-drafts.ts';
import type { GridLevel, GridLevels } from './grid-levels.ts';
import { childPath, type GridPath, ROOT_PATH } from './grid-path.ts';
import type { MergedRow } from './merge-rows.ts';

/** The place of a row in a list. */
export interface ListPlace {
  readonly list: GridPath;
  readonly index: number;
  readonly count: number;
  readonly rights: NonNullable<PropertyRow['list']>;
}

export interface PropertyGridRow {
  readonly kind: 'property';
  readonly id: string;
  readonly path: GridPath;
  readonly level: number;
  readonly row: PropertyRow;
  readonly value: PropertyValue;
  readonly isMixed: boolean;
  readonly canOpen: boolean;
  readonly isOpen: boolean;
  readonly draft: Draft | undefined;
  /** What went wrong with the row itself, apart from its value. */
  readonly notice: string;
  /** Of an item of a list. */
  readonly place: ListPlace | undefined;
}

export interface CategoryGridRow {
  readonly kind: 'category';
  readonly id: string;
  readonly level: number;
  readonly label: string;
  readonly isOpen: boolean;
}

/** A line that only says something; `action` is what a person can do about it. */
export interface NoteGridRow {
  readonly kind: 'note';
  readonly id: string;
  readonly level: number;
  readonly text: string;
  readonly action: { readonly label: string; readonly kind: 'again' | 'more'; readonly path: GridPath } | undefined;
}

export type GridRow = PropertyGridRow | CategoryGridRow | NoteGridRow;

export interface GridView {
  readonly levels: GridLevels;
  readonly drafts: GridDrafts;
  readonly open: ReadonlySet<GridPath>;
  readonly folded: ReadonlySet<string>;
  readonly notices: ReadonlyMap<GridPath, string>;
  /** Only what holds this text is shown, when it is not empty. */
  readonly filter: string;
}

/** Where properties without a category stand. */
const NO_CATEGORY = 'General';

/** The rows of the grid from top to bottom, as the person sees them. */
export function gridRows(view: GridView): GridRow[] {
  const root = view.levels.get(ROOT_PATH);
  if (root?.state !== 'ready') return root ? notes(root, 1) : [];
  const rows: GridRow[] = [];
  for (const [label, members] of byCategory(root.rows)) {
    const below = members.flatMap((member) => propertyRows(view, { level: root, member, depth: 2 }));
    if (below.length === 0) continue;
    const isOpen = view.filter !== '' || !view.folded.has(label);
    rows.push({ kind: 'category', id: `category ${label}`, level: 1, label, isOpen });
    if (isOpen) rows.push(...below);
  }
  return rows;
}

function byCategory(rows: readonly MergedRow[]): Map<string, MergedRow[]> {
  const categories = new Map<string, MergedRow[]>();
  for (const merged of rows) {
    const name = merged.row.category ?? NO_CATEGORY;
    const known = categories.get(name);
    if (known) known.push(merged);
    else categories.set(name, [merged]);
  }
  return categories;
}

interface Member {
  readonly level: GridLevel;
  readonly member: MergedRow;
  readonly depth: number;
  readonly place?: ListPlace;
}

/** A property, and what is open inside it; nothing when neither matches what is searched for. */
function propertyRows(view: GridView, { level, member, depth, place }: Member): GridRow[] {
  const { row, value, isMixed } = member;
  const path = childPath(level.path, row.name);
  const canOpen = isContainer(row, value) && !(row.type === 'list' && level.objects.length > 1);
  const isOpen = canOpen && view.open.has(path);
  const isFound = matches(row, view.filter);
  const inner = isOpen ? innerRows(isFound ? { ...view, filter: '' } : view, { path, depth: depth + 1, row }) : [];
  if (!isFound && !inner.some((each) => each.kind === 'property')) return [];
  const self: PropertyGridRow = {
    kind: 'property',
    id: path,
    path,
    level: depth,
    ...{ row, value, isMixed, canOpen, isOpen, place },
    draft: view.drafts.get(path),
    notice: view.notices.get(path) ?? '',
  };
  return [self, ...inner];
}

function isContainer({ type }: PropertyRow, value: PropertyValue): boolean {
  if (typeof value !== 'object' || value === null || 'error' in value) return false;
  return 'object' in value ? type === 'object' && value.object !== null : type === 'list';
}

function innerRows(
  view: GridView,
  { path, depth, row }: { path: GridPath; depth: number; row: PropertyRow },
): GridRow[] {
  const level = view.levels.get(path);
  if (!level) return [];
  const members = level.rows.flatMap((member, index) => {
    const count = level.objects[0]?.total ?? 0;
    const place = row.type === 'list' && row.list ? { list: path, index, count, rights: row.list } : undefined;
    return propertyRows(view, { level, member, depth, ...(place ? { place } : {}) });
  });
  return [...members, ...notes(level, depth)];
}

const WORDS: Readonly<Record<GridLevel['state'], string>> = {
  loading: 'Reading…',
  ready: '',
  failed: '',
  gone: 'This is not there any more.',
  none: 'There is nothing in here.',
  above: 'This object is open further up.',
};

function notes(level: GridLevel, depth: number): NoteGridRow[] {
  const { path, state, problem } = level;
  const note = { kind: 'note', id: `note ${path}`, level: depth, action: undefined } as const;
  if (state === 'failed') {
    return [{ ...note, text: problem, action: { label: 'Try again', kind: 'again', path } }];
  }
  if (state !== 'ready') return [{ ...note, text: WORDS[state] }];
  const object = level.objects[0];
  if (!object || !('item' in object.definition)) return [];
  const left = object.total - object.values.size;
  if (left > 0) {
    return [{ ...note, text: `${left} more items`, action: { label: 'Show more', kind: 'more', path } }];
  }
  return object.total === 0 ? [{ ...note, text: 'The list is empty.' }] : [];
}

function matches({ label, name, category = '', help = '' }: PropertyRow, filter: string): boolean {
  const wanted = filter.trim().toLowerCase();
  return wanted === '' || [label, name, category, help].some((text) => text.toLowerCase().includes(wanted));
}
