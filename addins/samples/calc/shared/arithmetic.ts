/** What versions 2 and 3 can do with many numbers. */
export type KnownOperation = 'sum' | 'product' | 'average';

const MOST_DIGITS = 12;

export function evaluate(operation: KnownOperation, values: readonly number[]): number {
  if (values.length === 0) throw new Error('Give at least one number.');
  const sum = values.reduce((left, right) => left + right, 0);
  switch (operation) {
    case 'sum':
      return sum;
    case 'average':
      return sum / values.length;
    case 'product':
      return values.reduce((left, right) => left * right, 1);
  }
}

/** Digits behind the point; all of them when nothing is said. */
export function rounded(value: number, precision: number | undefined): number {
  if (precision === undefined || precision >= MOST_DIGITS) return value;
  const factor = 10 ** precision;
  return Math.round(value * factor) / factor;
}

/** A value of an enum that a newer version added arrives as an object with its name. */
export function knownOperation(operation: KnownOperation | { readonly other: string }): KnownOperation {
  if (typeof operation === 'string') return operation;
  throw new Error(`This calculator does not know "${operation.other}".`);
}
