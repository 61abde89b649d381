import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { app } from './app.ts';
import type { FileDialogOptions } from './dialog.ts';

/** What the file dialog's page is told at its start. */
export interface FileQuestion {
  readonly kind: 'files';
  readonly mode: 'open' | 'save';
  readonly title: string;
  readonly button: string;
  readonly folder: string;
  readonly name: string;
  readonly picksFolders: boolean;
  readonly picksMany: boolean;
}

export interface FolderListing {
  readonly folder: string;
  readonly parent: string;
  readonly entries: readonly { readonly name: string; readonly path: string; readonly isFolder: boolean }[];
  readonly problem: string;
}

export interface PreparedFileQuestion {
  readonly question: FileQuestion;
  readonly list: (folder: string) => FolderListing;
}

export function fileQuestion(mode: FileQuestion['mode'], options: FileDialogOptions): PreparedFileQuestion {
  const { properties = [], defaultPath, filters = [] } = options;
  const extensions = filters.flatMap((filter) => filter.extensions).filter((extension) => extension !== '*');
  const shownExtensions = filters.some((filter) => filter.extensions.includes('*')) ? [] : extensions;
  const title = options.title ?? (mode === 'open' ? 'Open file' : 'Save file');
  return {
    question: {
      kind: 'files',
      mode,
      title,
      button: options.buttonLabel ?? (mode === 'open' ? 'Open' : 'Save'),
      ...startingPlace(mode, defaultPath),
      picksFolders: properties.includes('openDirectory'),
      picksMany: properties.includes('multiSelections'),
    },
    list: (folder) => listFolder(folder, shownExtensions, properties.includes('showHiddenFiles')),
  };
}

/** Electron starts in Downloads when nothing is said. */
function startingPlace(mode: FileQuestion['mode'], defaultPath: string | undefined): { folder: string; name: string } {
  const downloads = app.getPath('downloads');
  const start = existsSync(downloads) ? downloads : app.getPath('home');
  if (defaultPath === undefined) return { folder: start, name: '' };
  const path = resolve(start, defaultPath);
  if (existsSync(path) && statSync(path).isDirectory()) return { folder: path, name: '' };
  return { folder: dirname(path), name: mode === 'save' || existsSync(path) ? basename(path) : '' };
}

function listFolder(wanted: string, extensions: readonly string[], showsHidden: boolean): FolderListing {
  const folder = resolve(wanted);
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => showsHidden || !entry.name.startsWith('.'))
      .map((entry) => ({
        name: entry.name,
        path: join(folder, entry.name),
        isFolder: isFolder(join(folder, entry.name)),
      }))
      .filter(({ name, isFolder: isInner }) => isInner || hasExtension(name, extensions))
      .sort((left, right) => Number(right.isFolder) - Number(left.isFolder) || left.name.localeCompare(right.name));
    return { folder, parent: dirname(folder), entries, problem: '' };
  } catch {
    return { folder, parent: dirname(folder), entries: [], problem: 'This folder cannot be read.' };
  }
}

function hasExtension(name: string, extensions: readonly string[]): boolean {
  return (
    extensions.length === 0 ||
    extensions.some((extension) => name.toLowerCase().endsWith(`.${extension.toLowerCase()}`))
  );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
