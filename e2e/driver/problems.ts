import type { Page } from '@playwright/test';

/**
 * What went wrong in the page without the test asking: errors on the console (violations of the content policy are
 * among them) and exceptions that nobody caught. A test fails for any that it has not announced.
 */
export class Problems {
  readonly #seen: string[] = [];
  readonly #announced: RegExp[] = [];

  watch(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error') this.#seen.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.#seen.push(`exception: ${error.stack ?? error.message}`));
    page.on('crash', () => this.#seen.push('the page crashed'));
  }

  /** What this test provokes on purpose. It must happen, or the announcement is stale. */
  announce(pattern: RegExp): void {
    this.#announced.push(pattern);
  }

  /** One line for each problem that was not announced and each announcement that nothing came of. */
  report(): string[] {
    const unexpected = this.#seen.filter((text) => !this.#announced.some((pattern) => pattern.test(text)));
    const stale = this.#announced.filter((pattern) => !this.#seen.some((text) => pattern.test(text)));
    return [...unexpected, ...stale.map((pattern) => `announced, but it did not happen: ${pattern}`)];
  }
}
