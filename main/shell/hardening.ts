import { app, type Session } from 'electron';
import { WEB_SCHEME } from '../../preload/bridge.ts';
import { APP_ORIGIN } from './app-address.ts';

/** Without handlers Electron grants every web permission: refuse all of them, for requests and for checks. */
export function refuseWebPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
}

/** The window shows our page and nothing else: no other pages, no new windows, no embedded views. */
export function refuseNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => {
      if (!event.url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame && !event.url.startsWith(`${WEB_SCHEME}://`)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
