import { app, dialog } from 'electron';
import type { AppWindow } from './app-window.ts';

export interface OpenDialogOptions {
  title: string;
  /** ".csv"; empty for any file. */
  types: readonly string[];
  multiple: boolean;
}

export interface SaveDialogOptions {
  title: string;
  suggestedName: string;
  types: readonly string[];
}

/** The last folder a person used, per dialog title: Electron starts in Downloads otherwise. */
const lastFolders = new Map<string, string>();

/** Paths the person chose; empty when they cancelled. */
export async function pickFiles(window: AppWindow, options: OpenDialogOptions): Promise<string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window.browserWindow, {
    title: options.title,
    defaultPath: lastFolders.get(options.title) ?? app.getPath('documents'),
    filters: filters(options.types),
    properties: options.multiple ? ['openFile', 'multiSelections'] : ['openFile'],
  });
  remember(options.title, filePaths[0]);
  return canceled ? [] : filePaths;
}

export async function pickFolder(window: AppWindow, title: string): Promise<string | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window.browserWindow, {
    title,
    defaultPath: lastFolders.get(title) ?? app.getPath('documents'),
    properties: ['openDirectory'],
  });
  return canceled ? undefined : filePaths[0];
}

/** The path the person chose, or undefined when they cancelled. */
export async function pickSavePath(window: AppWindow, options: SaveDialogOptions): Promise<string | undefined> {
  const folder = lastFolders.get(options.title) ?? app.getPath('documents');
  const { canceled, filePath } = await dialog.showSaveDialog(window.browserWindow, {
    title: options.title,
    defaultPath: `${folder}/${options.suggestedName}`,
    filters: filters(options.types),
  });
  remember(options.title, filePath);
  return canceled || filePath === '' ? undefined : filePath;
}

function filters(types: readonly string[]): { name: string; extensions: string[] }[] {
  if (types.length === 0) return [];
  return [{ name: types.join(' '), extensions: types.map((type) => type.slice(1)) }];
}

function remember(title: string, file: string | undefined): void {
  if (file) lastFolders.set(title, file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'))));
}
