import { dirname } from 'node:path';
import { runTool } from './run-tool.ts';
import { closedModule } from './unsupported.ts';

export const shell = closedModule('shell', {
  /** Rejects where the desktop has nothing to open it with. */
  async openExternal(url: string): Promise<void> {
    if (!URL.canParse(url)) throw new Error('Invalid URL');
    await runTool('xdg-open', [url]);
  },

  /** Resolves to the reason of a failure, or to an empty string. */
  async openPath(path: string): Promise<string> {
    return runTool('xdg-open', [path]).then(
      () => '',
      (error: Error) => error.message,
    );
  },

  showItemInFolder(path: string): void {
    runTool('xdg-open', [dirname(path)]).catch(() => undefined);
  },

  beep(): void {
    process.stderr.write('\u0007');
  },
});
