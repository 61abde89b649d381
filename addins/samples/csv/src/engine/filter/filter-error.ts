/** What is wrong with a filter, in words that say what to write instead. Positions count characters from 0. */
export class FilterError extends Error {
  readonly start: number;
  readonly end: number;

  constructor(message: string, span: { start: number; end: number }) {
    super(message);
    this.name = 'FilterError';
    this.start = span.start;
    this.end = span.end;
  }
}
