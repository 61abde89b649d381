import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Chromium } from '../chromium/chromium.ts';
import { app } from './app.ts';
import { measured } from './app-metrics.ts';
import { directBroker } from './direct-broker.ts';
import { Loopback } from './loopback.ts';
import { routeRequests } from './request-router.ts';

/** What windows stand on. */
export interface Platform {
  readonly chromium: Chromium;
  readonly loopback: Loopback;
}

let platform: Promise<Platform> | undefined;

/** Starts Chromium, the display it may need and the loopback port at the first call. */
export async function openPlatform(): Promise<Platform> {
  platform ??= start();
  return platform;
}

async function start(): Promise<Platform> {
  const userDataDirectory = join(app.getPath('userData'), 'Chromium');
  mkdirSync(userDataDirectory, { recursive: true });
  if (process.getuid?.() === 0)
    process.stderr.write('stand-in: running as root, so Chromium runs without its sandbox\n');
  const loopback = await Loopback.open();
  directBroker.open(loopback);
  const chromium = await Chromium.start({
    userDataDirectory,
    flags: app.commandLine.forChromium(),
    remoteDebuggingPort: app.launchOptions.remoteDebuggingPort,
  });
  measured.engine = chromium.process.pid;
  app.onExit(async () => chromium.close());
  chromium.once('gone', () => {
    process.stderr.write('stand-in: Chromium has ended unexpectedly\n');
    app.exit(1);
  });
  await routeRequests(chromium.browser, loopback.endpoint);
  return { chromium, loopback };
}
