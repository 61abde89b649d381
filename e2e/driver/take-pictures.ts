import { join } from 'node:path';
import { ROOT } from '../../tools/runtime.ts';
import type { Bulkhead } from './bulkhead.ts';

const FOLDER = join(ROOT, 'e2e', '.shots');
/** The small one last: what a test does next happens in the size that people see first. */
const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
] as const;
const THEMES = ['light', 'dark'] as const;

/** One screen in both sizes and both themes: `<screen>-<theme>-<width>.png`. */
export async function takePictures(app: Bulkhead, screen: string): Promise<void> {
  for (const size of SIZES) {
    await app.page.setViewportSize(size);
    for (const theme of THEMES) {
      await app.setTheme(theme);
      const path = join(FOLDER, `${screen}-${theme}-${size.width}.png`);
      await app.page.screenshot({ path, animations: 'disabled', caret: 'initial' });
    }
  }
}
