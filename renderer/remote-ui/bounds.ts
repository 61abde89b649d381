/** What a person is told about a value that is outside of what is allowed; undefined where nothing is wrong. */
export interface Bounds<Value> {
  readonly min: Value | undefined;
  readonly max: Value | undefined;
}

/** ISO dates compare as text. */
export function dayProblem(day: string | null, { min, max }: Bounds<string>): string | undefined {
  if (day === null) return undefined;
  if (min !== undefined && day < min) return `Choose ${dayInWords(min)} or a later day.`;
  return max !== undefined && day > max ? `Choose ${dayInWords(max)} or an earlier day.` : undefined;
}

export function numberProblem(number: number | null, { min, max }: Bounds<number>): string | undefined {
  if (number === null) return undefined;
  if (min !== undefined && number < min) return `Enter ${numberInWords(min)} or more.`;
  return max !== undefined && number > max ? `Enter ${numberInWords(max)} or less.` : undefined;
}

function dayInWords(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
}

/** With every digit: a bound that is rounded could not be entered. */
function numberInWords(number: number): string {
  return number.toLocaleString(undefined, { maximumSignificantDigits: 17 });
}
