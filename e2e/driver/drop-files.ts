import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page } from '@playwright/test';

/** A path of a file or folder, or bytes that become a file of that name. */
export type Droppable = string | { readonly name: string; readonly bytes: Uint8Array };

const DROP_POINT = { x: 400, y: 300 };
const COPY = 1;

/** Carries files over the window like the system does it: the browser sees a drag of real files from outside. */
export class FileDrag {
  readonly #page: Page;
  readonly #cdp: CDPSession;
  readonly #files: readonly string[];

  private constructor(page: Page, cdp: CDPSession, files: readonly string[]) {
    this.#page = page;
    this.#cdp = cdp;
    this.#files = files;
  }

  /** Bytes are written into `scratch` first. */
  static async of(page: Page, droppables: readonly Droppable[], scratch: string): Promise<FileDrag> {
    mkdirSync(scratch, { recursive: true });
    const files = droppables.map((each) => (typeof each === 'string' ? each : writeBytes(each, scratch)));
    return new FileDrag(page, await page.context().newCDPSession(page), files);
  }

  async enter(): Promise<void> {
    await this.#send('dragEnter');
    await this.#send('dragOver');
  }

  /** The protocol knows no leaving, so the page is told what the browser would tell it. */
  async leave(): Promise<void> {
    await this.#page.evaluate(() => {
      document.body.dispatchEvent(new DragEvent('dragleave', { bubbles: true, relatedTarget: null }));
    });
    await this.#cdp.detach();
  }

  async drop(): Promise<void> {
    await this.#send('drop');
    await this.#cdp.detach();
  }

  async #send(type: 'dragEnter' | 'dragOver' | 'drop'): Promise<void> {
    const data = { items: [], files: [...this.#files], dragOperationsMask: COPY };
    await this.#cdp.send('Input.dispatchDragEvent', { type, ...DROP_POINT, data });
  }
}

function writeBytes({ name, bytes }: { name: string; bytes: Uint8Array }, folder: string): string {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
}
