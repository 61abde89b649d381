import { clipboard, Notification, nativeTheme } from 'electron';
import type { ThemeChoice } from '../../preload/bridge.ts';

/** Puts text on the system's clipboard. Asynchronous since Electron 44. */
export async function writeClipboard(text: string): Promise<void> {
  await clipboard.writeText(text);
}

/** False where the system shows no notifications. */
export function showNotification(title: string, body: string): boolean {
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
