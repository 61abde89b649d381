import { type ChildProcess, spawn } from 'node:child_process';
import { isHeadless } from './chromium-flags.ts';

const screen = '1920x1080x24';

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
