import { randomUUID } from 'node:crypto';
import { type FileHandle as NodeFile, open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { readableLine } from '../base/readable-line.ts';
import type { FileHandle } from './file-handles.ts';
import type { ProtectedPaths } from './protected-paths.ts';

/** Characters of a file's name that an add-in is told. */
const NAME_LENGTH = 255;
/** Bytes. The largest file a common memory stick takes; above it a runaway add-in is the likelier reason. */
const FILE_BYTES = 4 * 1024 ** 3 - 1;
/** What the umask leaves of it, as for any new file. */
const NEW_FILE_MODE = 0o666;
/** Who may read, write and run the old file carries over to the new one; set-user-id does not. */
const PERMISSION_BITS = 0o777;

/** Where the content will go, checked. */
interface Target {
  readonly file: string;
  readonly folder: string;
  /** Device and number of the folder: it must still be the same one at the end. */
  readonly folderId: string;
  readonly mode: number | undefined;
}

/** New content on its way into a file: written beside it, put in its place in one step. */
export class SavingFile implements FileHandle {
  readonly name: string;
  readonly #target: Target;
  readonly #temporary: string;
  readonly #protectedPaths: ProtectedPaths;
  readonly #file: NodeFile;
  /** Appends, the commit and the close happen one after the other, in the order in which they were asked for. */
  #last: Promise<unknown> = Promise.resolve();
  #written = 0;
  #ended = false;

  private constructor(file: NodeFile, facts: { target: Target; temporary: string; protectedPaths: ProtectedPaths }) {
    this.#file = file;
    this.#target = facts.target;
    this.#temporary = facts.temporary;
    this.#protectedPaths = facts.protectedPaths;
    this.name = readableLine(path.basename(facts.target.file), NAME_LENGTH);
  }

  /** Throws E_SECURITY for places that are protected or no ordinary file, E_IO when the folder cannot be written. */
  static async start(file: string, protectedPaths: ProtectedPaths): Promise<SavingFile> {
    const target = await findTarget(file, protectedPaths);
    const temporary = path.join(target.folder, `.${randomUUID()}.bulkhead-part`);
    try {
      const opened = await open(temporary, 'wx', NEW_FILE_MODE);
      if (target.mode !== undefined) await opened.chmod(target.mode & PERMISSION_BITS);
      return new SavingFile(opened, { target, temporary, protectedPaths });
    } catch {
      throw notWritten(path.basename(file));
    }
  }

  append(bytes: Uint8Array): Promise<void> {
    return this.#next(async () => {
      if (this.#written + bytes.byteLength > FILE_BYTES) {
        throw new BulkheadError('E_QUOTA', { message: 'The file would be too large.', detail: { limit: FILE_BYTES } });
      }
      await this.#attempt(async () => {
        let offset = 0;
        while (offset < bytes.byteLength) {
          const { bytesWritten } = await this.#file.write(bytes, offset, bytes.byteLength - offset);
          offset += bytesWritten;
        }
        this.#written += offset;
      });
    });
  }

  /** The old content is there until the new one is complete on disk. Afterwards the handle is closed, whatever happened. */
  commit(): Promise<void> {
    return this.#next(async () => {
      this.#ended = true;
      try {
        await this.#attempt(() => this.#file.sync());
        await this.#file.close();
        await this.#checkPlace();
        await this.#attempt(() => rename(this.#temporary, this.#target.file));
        await syncFolder(this.#target.folder);
      } catch (error) {
        await this.#discard();
        throw error;
      }
    });
  }

  close(): Promise<void> {
    const closing = this.#last.then(async () => {
      if (this.#ended) return;
      this.#ended = true;
      await this.#discard();
    });
    this.#last = closing.catch(() => undefined);
    return closing;
  }

  #next(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(async () => {
      if (this.#ended)
        throw new BulkheadError('E_SECURITY', { message: 'This file is not open any more. Pick it again.' });
      await work();
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** The folder may have been replaced, or the target turned into something else, since the person chose it. */
  async #checkPlace(): Promise<void> {
    const now = await findTarget(this.#target.file, this.#protectedPaths);
    if (now.file !== this.#target.file || now.folderId !== this.#target.folderId) {
      throw new BulkheadError('E_SECURITY', { message: 'The folder was replaced meanwhile. Save again.' });
    }
  }

  async #discard(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(this.#temporary, { force: true });
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch {
      throw notWritten(this.name);
    }
  }
}

/** Follows a link to what it points at: the content goes there, and the link stays a link. */
async function findTarget(file: string, protectedPaths: ProtectedPaths): Promise<Target> {
  const folder = await realpath(path.dirname(file)).catch(() => {
    throw notWritten(path.basename(file));
  });
  const here = path.join(folder, path.basename(file));
  const real = await realpath(here).catch(() => here);
  await protectedPaths.refuse(real);
  const found = await stat(real).catch(() => undefined);
  if (found && !found.isFile()) {
    throw new BulkheadError('E_SECURITY', { message: 'Only ordinary files can be replaced.' });
  }
  const place = path.dirname(real);
  const { dev, ino } = await stat(place, { bigint: true });
  return { file: real, folder: place, folderId: `${dev}:${ino}`, mode: found?.mode };
}

/** A rename survives a power cut only when its folder is on disk too. Windows has no such step. */
async function syncFolder(folder: string): Promise<void> {
  try {
    await using opened = await open(folder, 'r');
    await opened.sync();
  } catch {
    // The content is in place; some file systems refuse to sync a folder.
  }
}

function notWritten(name: string): BulkheadError {
  return new BulkheadError('E_IO', { message: `"${name}" could not be written.` });
}
