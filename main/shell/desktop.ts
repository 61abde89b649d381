import { clipboard, Notification, nativeTheme } from 'electron';
import type { ThemeChoice } from '../../preload/bridge.ts';
import type { AppWindow } from './app-window.ts';
import { type OpenDialogOptions, pickFiles, pickSavePath, type SaveDialogOptions } from './dialogs.ts';

/** Puts text on the system's clipboard. Asynchronous since Electron 44. */
async function writeClipboard(text: string): Promise<void> {
  await clipboard.writeText(text);
}

/** False where the system shows no notifications. */
function showNotification(title: string, body: string): boolean {
  if (!Notification.isSupported()) return false;
  new Notification({ title, body }).show();
  return true;
}

export function setTheme(theme: ThemeChoice): void {
  nativeTheme.themeSource = theme;
}

export function onThemeChanged(listener: (dark: boolean) => void): void {
  nativeTheme.on('updated', () => listener(nativeTheme.shouldUseDarkColors));
}

/** What the host's brokers may ask of the desktop, each dialog in front of the window. */
export function createDesktop(window: () => AppWindow) {
  return {
    pickFiles: (options: OpenDialogOptions) => pickFiles(window(), options),
    pickSavePath: (options: SaveDialogOptions) => pickSavePath(window(), options),
    writeClipboard,
    showNotification,
  };
}
