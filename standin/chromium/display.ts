import { type ChildProcess, spawn } from 'node:child_process';
import { isHeadless } from './chromium-flags.ts';

/**
 * Of the display of our own. Larger than the usual sizes of windows: one that is exactly as large as its screen is made a pixel
 * smaller each way by Chromium on X11, since a window manager could take it for a full screen.
 */
export const OWN_SCREEN = { width: 2560, height: 1440 } as const;

export interface Display {
  readonly environment: NodeJS.ProcessEnv;
  /** No person looks at it: there is no window manager, so states such as maximised are made by hand. */
  readonly isOwn: boolean;
  stop(): void;
}

/** The display of the session, or an X server of our own where there is none. */
export async function openDisplay(): Promise<Display> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (isHeadless()) return { environment: {}, isOwn: true, stop: () => undefined };
  if (DISPLAY || WAYLAND_DISPLAY) return { environment: {}, isOwn: false, stop: () => undefined };
  const screen = `${OWN_SCREEN.width}x${OWN_SCREEN.height}x24`;
  // -terminate: gone with its last client, so that a killed stand-in leaves nothing behind.
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', screen, '-nolisten', 'tcp', '-terminate'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const number = await readDisplayNumber(server);
  return { environment: { DISPLAY: `:${number}` }, isOwn: true, stop: () => void server.kill() };
}

async function readDisplayNumber(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new Error(`There is no display, and Xvfb could not be started: ${error.message}. Install the package xvfb.`),
      ),
    );
    server.once('exit', (code) => reject(new Error(`Xvfb ended at once with code ${code}.`)));
    server.stdout?.once('data', (text: Buffer) => {
      server.unref();
      resolve(String(text).trim());
    });
  });
}
