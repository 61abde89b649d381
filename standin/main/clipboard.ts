import { runTool } from './run-tool.ts';
import { closedModule } from './unsupported.ts';

interface ClipboardTool {
  readonly copy: readonly [string, ...string[]];
  readonly paste: readonly [string, ...string[]];
}

const waylandTool: ClipboardTool = { copy: ['wl-copy'], paste: ['wl-paste', '--no-newline'] };
const x11Tool: ClipboardTool = {
  copy: ['xclip', '-selection', 'clipboard'],
  paste: ['xclip', '-selection', 'clipboard', '-out'],
};

/** What was written last; all there is where the desktop has no clipboard tool. */
let kept = '';

export const clipboard = closedModule('clipboard', {
  async writeText(text: string): Promise<void> {
    kept = text;
    const [command, ...args] = desktopTool()?.copy ?? [];
    if (command !== undefined) await runTool(command, args, text).catch(() => undefined);
  },

  async readText(): Promise<string> {
    const [command, ...args] = desktopTool()?.paste ?? [];
    return command === undefined ? kept : runTool(command, args).catch(() => kept);
  },

  async clear(): Promise<void> {
    await clipboard.writeText('');
  },
});

function desktopTool(): ClipboardTool | null {
  if (process.env['WAYLAND_DISPLAY']) return waylandTool;
  return process.env['DISPLAY'] ? x11Tool : null;
}
