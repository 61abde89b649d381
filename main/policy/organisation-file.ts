import { readFileSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import { NO_ORGANISATION, type Organisation, parseOrganisation } from './organisation.ts';

export interface OrganisationFiles {
  /** Written by an administrator only. */
  file: string;
  /** The last edition that could be understood, in the host's own folder. */
  lastGoodFile: string;
}

/** The organisation's rules. A damaged file, or an older edition than before, counts as the last good one; without one as 'broken'. */
export function loadOrganisation(files: OrganisationFiles): Organisation {
  const text = read(files.file);
  if (text === 'absent') return NO_ORGANISATION;
  const found = parseOrganisation(text ?? '');
  const lastGood = readLastGood(files.lastGoodFile);
  if (found.state === 'good' && found.counter >= (lastGood?.counter ?? 0)) {
    keepLastGood(files.lastGoodFile, text ?? '');
    return found;
  }
  return lastGood ?? { ...found, state: 'broken' };
}

function readLastGood(file: string): Organisation | undefined {
  const text = read(file);
  if (text === undefined || text === 'absent') return undefined;
  const organisation = parseOrganisation(text);
  return organisation.state === 'good' ? organisation : undefined;
}

/** Undefined when the file is there and cannot be read. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : undefined;
  }
}

function keepLastGood(file: string, text: string): void {
  try {
    writeFileAtomic.sync(file, text);
  } catch {
    // Without the copy a damaged file is 'broken' next time: narrower, not wider.
  }
}
