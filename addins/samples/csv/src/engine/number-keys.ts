import { type DecimalSign, parseNumber } from './parse-number.ts';
import type { WideKeys } from './radix-sort.ts';
import type { RowSet } from './row-set.ts';
import { ROWS_PER_STEP, type Steps } from './steps.ts';
import type { CsvTable } from './table.ts';

/** Above the keys of all numbers: first what is no number, then what is empty. */
const LAST = 0xffff_ffff;
const SIGN = 0x8000_0000;

const { isNaN: isNaNumber } = Number;
const view = new DataView(new ArrayBuffer(8));

/** For each row a key of 64 bits that sorts as its number does: an IEEE double with its sign turned around. */
export function* numberKeys(
  table: CsvTable,
  rows: RowSet,
  options: { place: number; descending: boolean; decimal: DecimalSign },
): Steps<WideKeys> {
  const cursor = table.newCursor(options.place + 1);
  const high = new Uint32Array(rows.count);
  const low = new Uint32Array(rows.count);
  for (let entry = 0; entry < rows.count; entry++) {
    cursor.moveTo(rows.at(entry));
    cursor.locate(options.place);
    const number = parseNumber(cursor, options.decimal);
    if (!isNaNumber(number)) setKey({ high, low }, entry, options.descending ? 0 - number : number);
    else {
      high[entry] = LAST;
      low[entry] = cursor.start === cursor.end ? LAST : 0;
    }
    if (entry % ROWS_PER_STEP === 0) yield entry / rows.count;
  }
  return { high, low };
}

function setKey({ high, low }: WideKeys, entry: number, number: number): void {
  view.setFloat64(0, number);
  const bits = view.getUint32(0);
  const negative = bits >= SIGN;
  high[entry] = negative ? ~bits : bits ^ SIGN;
  low[entry] = negative ? ~view.getUint32(4) : view.getUint32(4);
}
