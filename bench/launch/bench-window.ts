import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { findRuntime, ROOT } from '../../tools/runtime.ts';
import type { ConnectBareProcess } from '../app/window-app.ts';
import { BARE_CHILD, BENCH, packageFile } from '../build/bench-files.ts';
import { withScratch } from './scratch.ts';
import { within } from './time-limit.ts';

const LAUNCH_LIMIT = 30_000;
/** Milliseconds for everything that is measured in one window; it usually takes a fifth of that. */
const USE_LIMIT = 180_000;
const CLOSE_LIMIT = 10_000;

/** The application with a profile of its own, driven through the model of its page. */
export interface BenchWindow {
  readonly electron: ElectronApplication;
  readonly page: Page;
}

/** Starts the application, lets `use` work with it and ends it. */
export function withBenchWindow<Value>(use: (window: BenchWindow) => Promise<Value>): Promise<Value> {
  return withScratch(async (scratch) => {
    const electron = await _electron.launch({
      executablePath: findRuntime().executablePath,
      args: [BENCH.windowApp, `--user-data-dir=${join(scratch, 'profile')}`],
      cwd: ROOT,
      timeout: LAUNCH_LIMIT,
    });
    try {
      const page = await electron.firstWindow();
      await page.getByRole('navigation', { name: 'Pages' }).waitFor();
      await install(page, 0);
      return await within(USE_LIMIT, 'What is measured in the window', use({ electron, page }));
    } finally {
      await close(electron);
    }
  });
}

async function close(electron: ElectronApplication): Promise<void> {
  const program = electron.process();
  await within(CLOSE_LIMIT, 'Closing the application', electron.close()).catch(() => program.kill('SIGKILL'));
}

/** Starts a process that only echoes and gives the page a port to it. */
export async function connectBareProcess({ electron, page }: BenchWindow): Promise<void> {
  const window = await electron.browserWindow(page);
  await window.evaluate((browserWindow, bareChild) => {
    const { connectBareProcess: connect } = globalThis as unknown as { connectBareProcess: ConnectBareProcess };
    return connect(browserWindow as never, bareChild);
  }, BARE_CHILD);
}

/** The name and the contents of a package, as the page takes them. */
export function packageUpload(number: number): { fileName: string; base64: string } {
  const file = packageFile(number);
  return { fileName: basename(file), base64: readFileSync(file).toString('base64') };
}

async function install(page: Page, number: number): Promise<void> {
  await page.evaluate(({ fileName, base64 }) => window.bench.install(fileName, base64), packageUpload(number));
}
