import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import { writeAtomically } from '../base/atomic-file.ts';
import type { DesktopParts } from './installed-capabilities.ts';

/** Saves what a person wants to pass on, where they choose. False when they changed their mind. Throws E_IO. */
export async function saveReport(desktop: Pick<DesktopParts, 'pickSavePath'>, text: string): Promise<boolean> {
  const file = await desktop.pickSavePath({
    title: 'Save the report',
    suggestedName: 'bulkhead-report.json',
    types: ['.json'],
  });
  if (file === undefined) return false;
  try {
    await writeAtomically(file, text);
  } catch (thrown) {
    throw new BulkheadError('E_IO', { message: toBulkheadError(thrown).message, cause: thrown });
  }
  return true;
}
