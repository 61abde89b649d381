/** Decimals of an amount, such as a sum of money. */
const DECIMALS = 2;
/** Digits of a number that is no amount: enough to tell values apart. */
const DIGITS = 6;
const MEGABYTE = 1_000_000;
/** Numbers above this are written with an exponent; nobody counts their digits. */
const LONGEST = 1e15;

/** 1234567 as "1,234,567". */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A measured number: whole ones as they are, others with two decimals, or more when they are small. */
export function formatNumber(number: number): string {
  const size = Math.abs(number);
  if (size >= LONGEST) return number.toExponential(DIGITS - 1);
  if (Number.isInteger(number)) return withThousands(String(number));
  return size < 1 ? String(Number(number.toPrecision(DIGITS))) : withThousands(number.toFixed(DECIMALS));
}

function withThousands(text: string): string {
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

export function formatSize(bytes: number): string {
  if (bytes < MEGABYTE) return `${Math.max(1, Math.round(bytes / 1_000))} kB`;
  return `${formatCount(Math.round(bytes / MEGABYTE))} MB`;
}

export function formatSeconds(milliseconds: number): string {
  return `${Math.max(0.1, milliseconds / 1_000).toFixed(1)} s`;
}

/** "12.5 %"; what is more than nothing is never written as nothing. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return '0 %';
  const share = (part / whole) * 100;
  return share > 0 && share < 0.1 ? '< 0.1 %' : `${share.toFixed(1).replace(/\.0$/, '')} %`;
}

/** "1 row", "2 rows". */
export function countOf(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
