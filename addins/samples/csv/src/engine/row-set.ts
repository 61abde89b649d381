/** Some rows of a table in some order. All rows in the order of the file take no memory. */
export interface RowSet {
  readonly count: number;
  /** Row number in the file of the row at a place of this set. */
  at(place: number): number;
}

export function allRows(firstRow: number, count: number): RowSet {
  return { count, at: (place) => firstRow + place };
}

export function listedRows(rows: Uint32Array): RowSet {
  return { count: rows.length, at: (place) => rows[place] ?? 0 };
}
