import type { PackageUpload } from '../../preload/bridge.ts';

/** As many bytes and files as the host's package gate allows; more is not even read. */
export const MOST_BYTES = 50 * 1_048_576;
export const MOST_FILES = 2_000;

/** What was dropped could not be read, or is more than a package may be. */
export class DropError extends Error {
  readonly fileName: string;
  readonly reason: 'too-large' | 'unreadable';

  constructor(fileName: string, reason: 'too-large' | 'unreadable') {
    super(`${fileName}: ${reason}`);
    this.name = 'DropError';
    this.fileName = fileName;
    this.reason = reason;
  }
}

/**
 * Takes the entries out of a drop. Must run within the event: the browser empties the list afterwards.
 * Each file is one package, each folder is one package.
 */
export function entriesOf(transfer: DataTransfer): DroppedEntry[] {
  const files = [...transfer.items].filter((item) => item.kind === 'file');
  return files.flatMap((item) => item.webkitGetAsEntry() ?? item.getAsFile() ?? []);
}

/** A file that lies in no file system (another page made it) has no entry, only itself. */
export type DroppedEntry = FileSystemEntry | File;

/** Reads one dropped entry whole. Throws {@link DropError}. */
export async function readEntry(entry: DroppedEntry): Promise<PackageUpload> {
  if (entry instanceof File) {
    return { fileName: entry.name, bytes: await readBytes(entry, newBudget(entry.name)), files: null };
  }
  if (isFile(entry)) {
    const budget = newBudget(entry.name);
    return { fileName: entry.name, bytes: await readFile(entry, budget), files: null };
  }
  const files: NonNullable<PackageUpload['files']> = [];
  await readFolder(entry as FileSystemDirectoryEntry, { prefix: '', files, budget: newBudget(entry.name) });
  return { fileName: entry.name, bytes: null, files };
}

interface Budget {
  readonly fileName: string;
  bytes: number;
  files: number;
}

function newBudget(fileName: string): Budget {
  return { fileName, bytes: MOST_BYTES, files: MOST_FILES };
}

interface FolderWalk {
  prefix: string;
  files: NonNullable<PackageUpload['files']>;
  budget: Budget;
}

async function readFolder(folder: FileSystemDirectoryEntry, { prefix, files, budget }: FolderWalk): Promise<void> {
  for (const entry of await listFolder(folder, budget)) {
    const path = `${prefix}${entry.name}`;
    if (isFile(entry)) files.push({ path, bytes: await readFile(entry, budget) });
    else await readFolder(entry as FileSystemDirectoryEntry, { prefix: `${path}/`, files, budget });
  }
}

/** The browser hands a folder out in pieces; an empty piece is the end. */
async function listFolder(folder: FileSystemDirectoryEntry, budget: Budget): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const piece = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, () => reject(new DropError(budget.fileName, 'unreadable'))),
    );
    if (piece.length === 0) return all;
    all.push(...piece);
    if (all.length > MOST_FILES) throw new DropError(budget.fileName, 'too-large');
  }
}

async function readFile(entry: FileSystemFileEntry, budget: Budget): Promise<Uint8Array<ArrayBuffer>> {
  const unreadable = (): DropError => new DropError(budget.fileName, 'unreadable');
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, () => reject(unreadable())));
  return readBytes(file, budget);
}

async function readBytes(file: File, budget: Budget): Promise<Uint8Array<ArrayBuffer>> {
  budget.bytes -= file.size;
  budget.files -= 1;
  if (budget.bytes < 0 || budget.files < 0) throw new DropError(budget.fileName, 'too-large');
  const bytes = await file.arrayBuffer().catch(() => {
    throw new DropError(budget.fileName, 'unreadable');
  });
  return new Uint8Array(bytes);
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
