import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { findRuntime, ROOT } from '../../tools/runtime.ts';

export interface Running {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** Process id of the host. */
  readonly hostPid: number;
}

const LAUNCH_LIMIT_MS = 30_000;
/** What cannot be pressed by then cannot be pressed. */
const ACTION_LIMIT_MS = 15_000;

/** Starts the built application on a profile. `args` come after the application's folder, as on a command line. */
export async function launch(profile: string, args: readonly string[], onPage: (page: Page) => void): Promise<Running> {
  const electron = await _electron.launch({
    executablePath: findRuntime().executablePath,
    args: ['.', `--user-data-dir=${profile}`, ...args],
    cwd: ROOT,
    timeout: LAUNCH_LIMIT_MS,
    // The application says what the theme is; by itself Playwright would have every page light.
    colorScheme: null,
  });
  electron.on('window', onPage);
  electron.context().setDefaultTimeout(ACTION_LIMIT_MS);
  const page = await electron.firstWindow();
  await page.getByRole('navigation', { name: 'Pages', includeHidden: true }).waitFor();
  return { electron, page, hostPid: await electron.evaluate(() => process.pid) };
}
