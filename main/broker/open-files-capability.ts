import { constants } from 'node:fs';
import { type FileHandle as NodeFile, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { readableLine } from '../base/readable-line.ts';
import type { BrokerCall, Caller, Capability } from './capability.ts';
import type { FileHandle, FileHandles } from './file-handles.ts';
import { checkType, commonTypes } from './file-types.ts';
import { PickerTurns } from './picker-turns.ts';
import type { ProtectedPaths } from './protected-paths.ts';

/** Files that one generation may have open for reading. The oldest is closed for the next one. */
const OPEN_FILES = 64;
/** Characters of a file's name that an add-in is told. */
const NAME_LENGTH = 255;

export interface OpenFilesContext {
  readonly handles: FileHandles;
  readonly protectedPaths: ProtectedPaths;
  /** Shows the file dialog on behalf of the caller; absolute paths, none when the person cancelled. */
  pickFiles(caller: Caller, options: { types: readonly string[]; multiple: boolean }): Promise<readonly string[]>;
}

type Methods = 'fs.pickOpen' | 'fs.read';
type Call = BrokerCall<'fs.pick.open'>;

/** Files that the person picks for reading. Only a number, the name and the size leave the host. */
export const openFilesCapability: Capability<Methods, 'fs.pick.open', OpenFilesContext> = {
  permission: 'fs.pick.open',
  methods: ['fs.pickOpen', 'fs.read'],
  continues: ['fs.read'],
  create(context) {
    const turns = new PickerTurns();
    return {
      handlers: {
        'fs.pickOpen': ([options], call) => turns.take(call.caller, () => pickOpen(context, options, call)),
        'fs.read': ([number, position, length], call) => {
          const file = context.handles.find(call.caller, number);
          call.about(file.name);
          if (!(file instanceof OpenFile))
            throw new BulkheadError('E_SECURITY', { message: 'This file is not open for reading.' });
          return file.read(position, length);
        },
      },
      dispose: (caller) => context.handles.closeAll(caller, (handle) => handle instanceof OpenFile),
    };
  },
};

async function pickOpen(
  context: OpenFilesContext,
  options: { types: string[]; multiple: boolean },
  call: Call,
): Promise<{ handle: number; name: string; size: number }[]> {
  const { granted, caller } = call;
  const types = commonTypes(granted.types, options.types);
  const multiple = options.multiple && granted.multiple;
  const paths = await context.pickFiles(caller, { types, multiple });
  const chosen = multiple ? paths.slice(0, OPEN_FILES) : paths.slice(0, 1);
  const files = await openAll(chosen, (file) => openFile(context, granted.types, file));
  // The permission may have gone while the dialog was open: nothing must stay open that nobody closes.
  if (call.signal.aborted) {
    await Promise.all(files.map((file) => file.close()));
    throw new BulkheadError('E_CANCELLED');
  }
  call.about(files.map((file) => file.name).join(', '));
  await makeRoom(context.handles, caller, files.length);
  return files.map((file) => ({ handle: context.handles.add(caller, file), name: file.name, size: file.size }));
}

/** All or none. */
async function openAll(paths: readonly string[], openOne: (file: string) => Promise<OpenFile>): Promise<OpenFile[]> {
  const opened = await Promise.allSettled(paths.map(openOne));
  const files = opened.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failed = opened.find((outcome) => outcome.status === 'rejected');
  if (!failed) return files;
  await Promise.all(files.map((file) => file.close()));
  throw failed.reason;
}

async function makeRoom(handles: FileHandles, caller: Caller, wanted: number): Promise<void> {
  const open = handles.list(caller).filter((handle) => handle instanceof OpenFile);
  const tooMany = new Set<FileHandle>(open.slice(0, Math.max(0, open.length + wanted - OPEN_FILES)));
  await handles.closeAll(caller, (handle) => tooMany.has(handle));
}

async function openFile(context: OpenFilesContext, types: readonly string[], file: string): Promise<OpenFile> {
  checkType(types, file);
  await context.protectedPaths.refuse(file);
  return await openOrdinary(file);
}

/** Devices are never opened, because opening alone can have an effect; the second look is at what was really opened. */
async function openOrdinary(file: string): Promise<OpenFile> {
  let opened: NodeFile | undefined;
  try {
    const before = await stat(file, { bigint: true });
    if (!before.isFile()) throw notOrdinary();
    // Without O_NONBLOCK a pipe put there in between would hang the open.
    opened = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const after = await opened.stat({ bigint: true });
    if (!after.isFile() || after.dev !== before.dev || after.ino !== before.ino) throw notOrdinary();
    return new OpenFile(opened, { name: readableLine(path.basename(file), NAME_LENGTH), size: Number(after.size) });
  } catch (thrown) {
    await opened?.close();
    throw thrown instanceof BulkheadError
      ? thrown
      : new BulkheadError('E_IO', { message: 'The file could not be opened.' });
  }
}

function notOrdinary(): BulkheadError {
  return new BulkheadError('E_SECURITY', { message: 'Only ordinary files can be opened.' });
}

class OpenFile implements FileHandle {
  readonly name: string;
  readonly size: number;
  readonly #file: NodeFile;
  #closing: Promise<void> | undefined;

  constructor(file: NodeFile, facts: { name: string; size: number }) {
    this.#file = file;
    this.name = facts.name;
    this.size = facts.size;
  }

  /** Fewer bytes than asked for only at the end of the file. */
  async read(position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    // A buffer of its own: one from Node's pool would carry other people's bytes across.
    const chunk = new Uint8Array(length);
    let filled = 0;
    try {
      while (filled < length) {
        const { bytesRead } = await this.#file.read(chunk, filled, length - filled, position + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
    } catch {
      throw new BulkheadError('E_IO', { message: `"${this.name}" could not be read.` });
    }
    return filled === length ? chunk : chunk.slice(0, filled);
  }

  close(): Promise<void> {
    this.#closing ??= this.#file.close();
    return this.#closing;
  }
}
