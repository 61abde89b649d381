import { existsSync } from 'node:fs';
import path from 'node:path';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { readableLine } from '../base/readable-line.ts';
import type { BrokerCall, Caller, Capability } from './capability.ts';
import type { FileHandles } from './file-handles.ts';
import { checkType, commonTypes } from './file-types.ts';
import { PickerTurns } from './picker-turns.ts';
import type { ProtectedPaths } from './protected-paths.ts';
import { SavingFile } from './saving-file.ts';

/** Files that one generation may be writing. Closing one would lose work, so the next one is refused instead. */
const SAVING_FILES = 8;
/** Characters of the name that the dialog starts with. */
const NAME_LENGTH = 120;

export interface SaveFilesContext {
  readonly handles: FileHandles;
  readonly protectedPaths: ProtectedPaths;
  /** Shows the save dialog on behalf of the caller; an absolute path, undefined when the person cancelled. */
  pickSavePath(
    caller: Caller,
    options: { suggestedName: string; types: readonly string[] },
  ): Promise<string | undefined>;
}

type Methods = 'fs.pickSave' | 'fs.append' | 'fs.commit';
type Call = BrokerCall<'fs.pick.save'>;

/** Files that the person picks for writing. The content replaces the old one in one step, or not at all. */
export const saveFilesCapability: Capability<Methods, 'fs.pick.save', SaveFilesContext> = {
  permission: 'fs.pick.save',
  methods: ['fs.pickSave', 'fs.append', 'fs.commit'],
  continues: ['fs.append', 'fs.commit'],
  create(context) {
    const turns = new PickerTurns();
    return {
      handlers: {
        'fs.pickSave': ([options], call) => turns.take(call.caller, () => pickSave(context, options, call)),
        'fs.append': async ([number, bytes], call) => {
          await findSaving(context.handles, number, call).append(bytes);
          return null;
        },
        'fs.commit': async ([number], call) => {
          try {
            await findSaving(context.handles, number, call).commit();
          } finally {
            await context.handles.close(call.caller, number);
          }
          return null;
        },
      },
      dispose: (caller) => context.handles.closeAll(caller, (handle) => handle instanceof SavingFile),
    };
  },
};

async function pickSave(
  context: SaveFilesContext,
  options: { suggestedName: string; types: string[] },
  call: Call,
): Promise<{ handle: number; name: string } | null> {
  const { caller, granted, signal } = call;
  if (context.handles.list(caller).filter((handle) => handle instanceof SavingFile).length >= SAVING_FILES) {
    throw new BulkheadError('E_OVERLOAD', { message: 'Too many files are being saved at once.' });
  }
  const types = commonTypes(granted.types, options.types);
  const picked = await context.pickSavePath(caller, { suggestedName: plainName(options.suggestedName), types });
  if (picked === undefined || signal.aborted) return null;
  const target = withType(picked, types);
  checkType(granted.types, target);
  const file = await SavingFile.start(target, context.protectedPaths);
  // The permission may have gone while the dialog was open: nothing must stay open that nobody closes.
  if (signal.aborted) {
    await file.close();
    throw new BulkheadError('E_CANCELLED');
  }
  call.about(file.name);
  return { handle: context.handles.add(caller, file), name: file.name };
}

function findSaving(handles: FileHandles, number: number, call: Call): SavingFile {
  const file = handles.find(call.caller, number);
  call.about(file.name);
  if (file instanceof SavingFile) return file;
  throw new BulkheadError('E_SECURITY', { message: 'This file is not open for writing.' });
}

/** A name, not a path: an add-in suggests what the file is called, never where it goes. */
function plainName(suggested: string): string {
  const name = readableLine(suggested.replaceAll(/[/\\:*?"<>|]/g, ' '), NAME_LENGTH).replace(/^[. ]+/, '');
  return name === '' ? 'untitled' : name;
}

/** Dialogs differ in whether they add the ending. What they did not show must not be replaced without a question. */
function withType(picked: string, types: readonly string[]): string {
  const [type] = types;
  if (type === undefined || path.extname(picked) !== '') return picked;
  const target = picked + type;
  if (!existsSync(target)) return target;
  throw new BulkheadError('E_IO', {
    message: `"${path.basename(target)}" exists already. Choose it, or another name.`,
  });
}
