import { expect, type Locator } from '@playwright/test';
import type { Bulkhead } from './bulkhead.ts';

/** Opens the next pad of the test add-in "probe", "Pad 1" being the first. Resolves when it can be written on. */
export async function openPad(app: Bulkhead, number = 1): Promise<Locator> {
  await app.choose('Add-ins', 'Probe', 'New pad');
  const pad = app.frame(`Pad ${number}`);
  await expect(pad.getByLabel('Words')).toBeEditable();
  return pad;
}
