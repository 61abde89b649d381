import { BulkheadError } from '../../addins/protocol/errors.ts';

/** The types that are both granted and wished for; an empty list is every type. Throws E_SECURITY when nothing is left. */
export function commonTypes(granted: readonly string[], wished: readonly string[]): readonly string[] {
  if (granted.length === 0) return wished;
  if (wished.length === 0) return granted;
  const common = wished.filter((type) => granted.includes(type));
  if (common.length === 0) throw wrongType(granted);
  return common;
}

/** Throws E_SECURITY when the file is of none of the granted types: a dialog filters, but a person can type any name. */
export function checkType(granted: readonly string[], file: string): void {
  const name = file.toLowerCase();
  if (granted.length > 0 && !granted.some((type) => name.endsWith(type))) throw wrongType(granted);
}

function wrongType(granted: readonly string[]): BulkheadError {
  return new BulkheadError('E_SECURITY', {
    message: `This add-in may use files of these types only: ${granted.join(' ')}`,
  });
}
