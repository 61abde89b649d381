/** In whole cents, which are exact. */
const CENTS = 100;

export function add(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + Math.round(number * CENTS), 0) / CENTS;
}
