import type { Page } from '@playwright/test';
import axe, { type AxeResults } from 'axe-core';

/** Its own last value, all that axe remembers of a page, is not copied out of it. */
const AXE = `${axe.source}; undefined`;

/** What axe finds wrong on the page as it is now: one line for each element, with the rule. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(settleColors);
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} [${target.join(' ')}] ${failureSummary ?? ''}`),
  );
}

/**
 * Colours on their way from one theme to the other have contrasts that nobody sees. They are brought to their end, not
 * waited for: what an animation of something hidden is waited for, it may never come to. Spinners never end and may turn.
 */
function settleColors(): void {
  for (const animation of document.getAnimations()) {
    if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish();
  }
}
