import type { CdpSession } from '../chromium/cdp.ts';
import { originOf, toAppUrl } from './app-url.ts';
import type { WebContents } from './web-contents.ts';

type CheckHandler = (
  ...request: [contents: WebContents, permission: string, origin: string, details: Record<string, unknown>]
) => boolean;
type RequestHandler = (
  ...request: [
    contents: WebContents,
    permission: string,
    callback: (granted: boolean) => void,
    details: Record<string, unknown>,
  ]
) => void;

/** Electron's names, and what Chromium calls them; others cannot be set from outside the engine. */
const engineNames: Record<string, readonly string[]> = {
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  'display-capture': ['display-capture'],
  geolocation: ['geolocation'],
  'idle-detection': ['idle-detection'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  notifications: ['notifications'],
  'speaker-selection': ['speaker-selection'],
  'storage-access': ['storage-access'],
  'window-management': ['window-management'],
};

export const permissionHandlers: { check: CheckHandler | null; request: RequestHandler | null } = {
  check: null,
  request: null,
};

/**
 * The engine decides by itself, and nobody is told when a page asks: so the application is asked beforehand, once for
 * each permission when a document is about to load. Without handlers everything is granted, as in Electron.
 */
export async function applyPermissions(browser: CdpSession, contents: WebContents, engineUrl: string): Promise<void> {
  if (!/^https?:/.test(engineUrl)) return;
  const { origin } = new URL(engineUrl);
  const url = toAppUrl(engineUrl);
  for (const [permission, names] of Object.entries(engineNames)) {
    const setting = (await isGranted(contents, permission, url)) ? 'granted' : 'denied';
    for (const name of names) browser.post('Browser.setPermission', { permission: { name }, setting, origin });
  }
}

async function isGranted(contents: WebContents, permission: string, url: string): Promise<boolean> {
  const details = { requestingUrl: url, isMainFrame: true, securityOrigin: `${originOf(url)}/` };
  const { check, request } = permissionHandlers;
  if (check !== null && !check(contents, permission, originOf(url), details)) return false;
  if (request === null) return true;
  return new Promise((resolve) => request(contents, permission, resolve, details));
}
