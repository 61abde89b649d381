import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { removeReadOnly } from '../read-only.ts';

/** A folder that is gone when the test has finished. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bulkhead-test-'));
  onTestFinished(() => removeReadOnly(folder));
  return folder;
}
