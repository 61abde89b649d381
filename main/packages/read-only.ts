import { chmod, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

const READ_ONLY_FILE = 0o444;
const READ_ONLY_FOLDER = 0o555;
const OWN_FOLDER = 0o755;
/** Scanners hold new files for a moment on Windows; Node tries again by itself. */
const REMOVE_TRIES = 10;
const REMOVE_DELAY = 50;

/** Takes the right to write from everything in a folder, and last from the folder itself. */
export async function makeReadOnly(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const child = path.join(folder, entry.name);
    if (entry.isDirectory()) await makeReadOnly(child);
    else await chmod(child, READ_ONLY_FILE);
  }
  await chmod(folder, READ_ONLY_FOLDER);
}

/** Deletes a folder that may have been made read-only. A folder that is not there is no error. */
export async function removeReadOnly(folder: string): Promise<void> {
  await makeWritable(folder);
  await rm(folder, { recursive: true, force: true, maxRetries: REMOVE_TRIES, retryDelay: REMOVE_DELAY });
}

/** Only a folder's own right decides whether what is in it can be deleted. Links are not followed. */
async function makeWritable(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return;
  await chmod(folder, OWN_FOLDER);
  for (const entry of entries) {
    if (entry.isDirectory()) await makeWritable(path.join(folder, entry.name));
  }
}
