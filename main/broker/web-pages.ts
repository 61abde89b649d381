import { randomBytes } from 'node:crypto';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { ASSET_FOLDER } from '../../addins/protocol/methods/assets.ts';
import { Emitter } from '../base/emitter.ts';
import type { Caller } from './capability.ts';

/** Pages that one generation may show at the same time. */
const OPEN_PAGES = 16;
/** Bytes that nobody can guess: an address is a key to the files of a package. */
const TOKEN_BYTES = 16;

export interface OpenPage {
  readonly address: string;
  readonly addinId: string;
}

export interface WebPagesOptions {
  /** Of the addresses; one that no other page of the window has. */
  readonly scheme: string;
  /** Of the package that this generation was started from. */
  read(caller: Caller, path: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Resolves once it is known that no page can reach the network. Throws E_WALL. */
  raiseWall(): Promise<void>;
}

interface Page {
  readonly caller: Caller;
  readonly address: string;
}

/** The web pages of add-ins that the window may show at this moment. Each has an origin of its own, made up here. */
export class WebPages {
  /** Told of every page that was opened or closed. */
  readonly changed = new Emitter<void>();
  readonly #options: WebPagesOptions;
  readonly #pages = new Map<string, Page>();

  constructor(options: WebPagesOptions) {
    this.#options = options;
  }

  get open(): OpenPage[] {
    return [...this.#pages.values()].map(({ address, caller }) => ({ address, addinId: caller.addinId }));
  }

  /** Throws E_OVERLOAD, E_WALL, and what reading the file throws. */
  async add(caller: Caller, path: string, signal: { readonly aborted: boolean }): Promise<string> {
    await this.#options.read(caller, path);
    await this.#options.raiseWall();
    // The permission may have gone meanwhile: nothing must stay open that nobody closes.
    if (signal.aborted) throw new BulkheadError('E_CANCELLED');
    if (this.#of(caller).length >= OPEN_PAGES) {
      throw new BulkheadError('E_OVERLOAD', { message: `At most ${OPEN_PAGES} web pages can be shown at once.` });
    }
    const token = randomBytes(TOKEN_BYTES).toString('hex');
    const address = `${this.#options.scheme}://${token}/${path.split('/').map(encodeURIComponent).join('/')}`;
    this.#pages.set(token, { caller, address });
    this.changed.emit();
    return address;
  }

  /** Only the generation that opened a page can close it; one that is gone is fine. */
  close(caller: Caller, address: string): void {
    this.#remove(this.#of(caller).filter(([, page]) => page.address === address));
  }

  closeAll(caller: Caller): void {
    this.#remove(this.#of(caller));
  }

  has(token: string): boolean {
    return this.#pages.has(token);
  }

  /** A file below "assets/" of the package to which the page of this token belongs; undefined where there is none. */
  async read(token: string, path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const page = this.#pages.get(token);
    if (!page || !path.startsWith(ASSET_FOLDER)) return undefined;
    const bytes = await this.#options.read(page.caller, path);
    return this.#pages.get(token) === page ? bytes : undefined;
  }

  #of({ addinId, generation }: Caller): [string, Page][] {
    return [...this.#pages].filter(([, { caller }]) => caller.addinId === addinId && caller.generation === generation);
  }

  #remove(pages: readonly [string, Page][]): void {
    for (const [token] of pages) this.#pages.delete(token);
    if (pages.length > 0) this.changed.emit();
  }
}
