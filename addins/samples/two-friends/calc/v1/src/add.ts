/** As it comes: 0.1 and 0.2 are not quite 0.3. */
export function add(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
