/** The table of both sides of the comparison: they show exactly this. */
const DAYS = 28;
const PORTS = ['Lisbon', 'Rotterdam', 'Genoa', 'Gdansk', 'Piraeus'];

export const TABLE = {
  label: 'Bookings',
  rowCount: 1_000_000,
  columns: [
    { key: 'booking', title: 'Booking', width: 140 },
    { key: 'port', title: 'Port', width: 120 },
    { key: 'vessel', title: 'Vessel', width: 140 },
    { key: 'day', title: 'Day', width: 110 },
    { key: 'amount', title: 'Amount', width: 110, align: 'end' },
    { key: 'containers', title: 'Containers', width: 100, align: 'end' },
  ],
} as const;

export type TableRow = readonly [string, string, string, string, string, number];

/** `count` rows from `start`, as far as there are any. */
export function tableCells(start: number, count: number): TableRow[] {
  const length = Math.max(0, Math.min(count, TABLE.rowCount - start));
  return Array.from({ length }, (_, index) => createTableRow(start + index));
}

function createTableRow(row: number): TableRow {
  return [
    bookingOf(row),
    PORTS[row % PORTS.length] ?? '',
    `Vessel ${(row * 37) % 911}`,
    `2026-11-${String(1 + (row % DAYS)).padStart(2, '0')}`,
    (((row * 7_919) % 100_000) / 100).toFixed(2),
    row % 97,
  ];
}

/** What the first cell of a row says. */
export function bookingOf(row: number): string {
  return `BKG-${String(row).padStart(8, '0')}`;
}
