import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Locator, type Page } from '@playwright/test';
import { type Droppable, FileDrag } from './drop-files.ts';
import { launch, type Running } from './launch.ts';
import { Problems } from './problems.ts';

export type PageName = 'Workspace' | 'Add-ins' | 'Permissions' | 'Diagnostics';

/** The running application on a profile of its own, and what a person does with it. */
export class Bulkhead {
  /** Removed at the end: the profile, and whatever files a test makes. */
  readonly folder = mkdtempSync(join(tmpdir(), 'bulkhead-e2e-'));
  readonly userData = join(this.folder, 'profile');
  readonly problems = new Problems();
  #running: Running | undefined;

  get electron(): ElectronApplication {
    return this.#now.electron;
  }

  get page(): Page {
    return this.#now.page;
  }

  get hostPid(): number {
    return this.#now.hostPid;
  }

  async start(args: readonly string[] = []): Promise<void> {
    this.#running = await launch(this.userData, args, (page) => this.problems.watch(page));
  }

  /** Ends the application as a person does, then starts it on the same profile. */
  async relaunch(args: readonly string[] = []): Promise<void> {
    await this.electron.close();
    await this.start(args);
  }

  /** Ends the host without any notice, as a power cut would. Resolves when it is gone. */
  async killHost(): Promise<void> {
    const gone = this.electron.waitForEvent('close');
    process.kill(this.hostPid, 'SIGKILL');
    await gone;
    this.#running = undefined;
  }

  async dispose(): Promise<void> {
    await this.#running?.electron.close();
    // A process on its way out may still write.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  // What is on the window.

  /** The child window with this title. */
  frame(title: string): Locator {
    return this.page.getByRole('dialog', { name: title, exact: true });
  }

  /** The child windows of an add-in, whatever it calls them. */
  framesOf(addin: string): Locator {
    const source = this.page.getByTitle(new RegExp(`^This window belongs to the add-in ${addin} `));
    return this.page.getByRole('dialog').filter({ has: source });
  }

  /** The sheet on which a package is shown before anything is done with it. */
  get sheet(): Locator {
    return this.page.getByRole('dialog', { name: /^(Install|Upgrade|Reinstall) .+\?$|^Not installed$/ });
  }

  get prompt(): Locator {
    return this.page.getByRole('alertdialog', { name: /^Allow / });
  }

  /** A line of an open menu. */
  menuItem(name: string | RegExp): Locator {
    const menus = this.page.getByRole('menu');
    return menus.getByRole('menuitem', { name }).or(menus.getByRole('menuitemcheckbox', { name }));
  }

  card(addin: string): Locator {
    return this.page.getByRole('listitem', { name: addin, exact: true });
  }

  // What a person does.

  drag(...files: Droppable[]): Promise<FileDrag> {
    return FileDrag.of(this.page, files, join(this.folder, 'dropped'));
  }

  async drop(...files: Droppable[]): Promise<void> {
    const drag = await this.drag(...files);
    await drag.enter();
    await drag.drop();
  }

  /** Drops a package and agrees. Resolves when the sheet is gone, which is when the host has answered. */
  async install(file: Droppable): Promise<void> {
    await this.drop(file);
    await this.agree();
    await expect(this.sheet).toBeHidden();
  }

  /** Presses the answer on the sheet that takes the package in. */
  async agree(): Promise<void> {
    await this.sheet.getByRole('button', { name: /^(Install|Upgrade|Reinstall)$/ }).click();
  }

  async show(page: PageName): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: page }).click();
  }

  /** Opens the first view of an add-in from its card. */
  async open(addin: string): Promise<void> {
    await this.show('Add-ins');
    await this.card(addin)
      .getByRole('button', { name: `Open ${addin}`, exact: true })
      .click();
  }

  /** Chooses from the menu bar, submenus included. */
  async choose(menu: string, ...items: string[]): Promise<void> {
    await this.page.getByRole('menubar').getByRole('menuitem', { name: menu, exact: true }).click();
    for (const name of items) await this.menuItem(name).click();
  }

  /** Chooses from the menu of a card on the Add-ins page. */
  async chooseForAddin(addin: string, item: string | RegExp): Promise<void> {
    await this.show('Add-ins');
    await this.card(addin)
      .getByRole('button', { name: `More actions for ${addin}` })
      .click();
    await this.menuItem(item).click();
  }

  /** The process that serves an add-in now, once exactly one does. */
  async domainPid(addin: string): Promise<number> {
    const chips = this.chips(addin);
    await expect(chips).toHaveCount(1);
    return Number(/process (\d+)/.exec((await chips.getAttribute('title')) ?? '')?.[1]);
  }

  /** One for each live process of an add-in, in the status bar. */
  chips(addin: string): Locator {
    return this.page
      .getByRole('list', { name: 'Running add-ins' })
      .getByTitle(new RegExp(`^${addin} \\S+, process \\d+$`));
  }

  // What the test decides in the place of the system.

  /** The next open dialogs answer with these paths; none means that the person cancels. */
  async stubOpenDialog(...filePaths: string[]): Promise<void> {
    await this.electron.evaluate(({ dialog }, paths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: paths.length === 0, filePaths: paths });
    }, filePaths);
  }

  /** The next save dialogs answer with this path. */
  async stubSaveDialog(path: string): Promise<void> {
    await this.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
  }

  /** The next save dialog stays open until the returned function is called; then it answers with this path. */
  async holdSaveDialog(path: string): Promise<() => Promise<void>> {
    await this.electron.evaluate(({ dialog }, filePath) => {
      const held = Promise.withResolvers<{ canceled: boolean; filePath: string }>();
      dialog.showSaveDialog = () => held.promise;
      Object.assign(globalThis, { answerSaveDialog: () => held.resolve({ canceled: false, filePath }) });
    }, path);
    return () =>
      this.electron.evaluate(() => (globalThis as unknown as { answerSaveDialog(): void }).answerSaveDialog());
  }

  /** What the system prefers, or what the person chose there. */
  async setTheme(theme: 'light' | 'dark'): Promise<void> {
    await this.electron.evaluate(({ nativeTheme }, chosen) => {
      nativeTheme.themeSource = chosen;
    }, theme);
    await expect(this.page.locator('html')).toHaveAttribute('data-theme', theme);
  }

  async setWindowSize({ width, height }: { width: number; height: number }): Promise<void> {
    await this.electron.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
    await expect.poll(() => this.page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height]);
  }

  get #now(): Running {
    if (!this.#running) throw new Error('The application does not run.');
    return this.#running;
  }
}
