/** What a person chose in one frame. It outlives the add-in's process; the open file does not. */
export interface Settings {
  [key: string]: string | string[] | number | null | { column: string; descending: boolean };
  /** The file that was open, to ask for it again by name. */
  fileName: string | null;
  filter: string;
  sort: { column: string; descending: boolean } | null;
  /** Columns that are not shown. */
  hidden: string[];
  /** The column whose statistics are shown; null while the panel is closed. */
  statistics: string | null;
  /** Place of the chosen row among those shown. */
  selected: number | null;
}

export const INITIAL_SETTINGS: Settings = {
  fileName: null,
  filter: '',
  sort: null,
  hidden: [],
  statistics: null,
  selected: null,
};

/** Choices belong to a file: they are kept when it is opened again, and forgotten when it is another one. */
export function settingsFor(fileName: string, before: Settings): Settings {
  return before.fileName === fileName ? before : { ...INITIAL_SETTINGS, fileName };
}

/** A heading was pressed: ascending, descending, and back to the order of the file. */
export function nextSort(current: Settings['sort'], column: string): Settings['sort'] {
  if (current?.column !== column) return { column, descending: false };
  return current.descending ? null : { column, descending: true };
}
