import { expect, test } from 'vitest';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { allowedCall, CALLER } from './testing/caller.ts';
import { webFramesCapability } from './web-frames-capability.ts';
import { WebPages } from './web-pages.ts';

const call = allowedCall<'ui.webframe'>({});
const OTHER = { ...CALLER, addinId: 'somebody.else' };

function open(raiseWall: () => Promise<void> = async () => undefined) {
  const asked: string[] = [];
  const pages = new WebPages({
    scheme: 'bulkhead-web',
    read: async ({ addinId }, path) => {
      asked.push(`${addinId} ${path}`);
      return new Uint8Array([7]);
    },
    raiseWall,
  });
  return { pages, asked, broker: webFramesCapability.create({ pages }) };
}

const tokenOf = (address: string): string => new URL(address.replace('bulkhead-web:', 'http:')).host;

test('a page has an address that nobody can guess, by which the files of its own package are read', async () => {
  const { pages, asked, broker } = open();
  const { address } = await broker.handlers['webFrames.open'](['assets/a b/index.html'], call);
  expect(address).toMatch(/^bulkhead-web:\/\/[0-9a-f]{32}\/assets\/a%20b\/index\.html$/);
  expect(pages.open).toEqual([{ address, addinId: CALLER.addinId }]);
  expect(await pages.read(tokenOf(address), 'assets/x.js')).toEqual(new Uint8Array([7]));
  for (const [token, path] of [
    [tokenOf(address), 'main.js'],
    [tokenOf(address), 'addin.json'],
    ['0'.repeat(32), 'assets/x.js'],
  ] as const) {
    expect(await pages.read(token, path)).toBeUndefined();
  }
  expect(asked).toEqual([`${CALLER.addinId} assets/a b/index.html`, `${CALLER.addinId} assets/x.js`]);
});

test('only pages of the package can be opened', async () => {
  const { broker, asked } = open();
  for (const path of [
    'main.html',
    'assets/a.svg',
    '/assets/a.html',
    'https://a.example/assets/a.html',
    'assets/a.js',
  ]) {
    await expect(broker.handlers['webFrames.open']([path], call)).rejects.toMatchObject({ code: 'E_UNSAFE_PATH' });
  }
  expect(asked).toEqual([]);
});

test('a page is gone when its generation closes it, ends, or may not show it any more; nobody else can close it', async () => {
  const { pages, broker } = open();
  const changes: number[] = [];
  pages.changed.on(() => changes.push(pages.open.length));
  const one = await broker.handlers['webFrames.open'](['assets/1.html'], call);
  const two = await broker.handlers['webFrames.open'](['assets/2.html'], call);
  await broker.handlers['webFrames.close']([one.address], { ...call, caller: OTHER });
  expect(pages.open).toHaveLength(2);
  await broker.handlers['webFrames.close']([one.address], call);
  expect(await pages.read(tokenOf(one.address), 'assets/x.js')).toBeUndefined();
  await broker.dispose?.(OTHER);
  expect(pages.has(tokenOf(two.address))).toBe(true);
  await broker.dispose?.(CALLER);
  expect(pages.open).toEqual([]);
  expect(changes).toEqual([1, 2, 1, 0]);
});

test('there is an end to how many are open, and what was taken away meanwhile is not opened', async () => {
  const { pages, broker } = open();
  for (let each = 0; each < 16; each++) await broker.handlers['webFrames.open']([`assets/${each}.html`], call);
  await expect(broker.handlers['webFrames.open'](['assets/x.html'], call)).rejects.toMatchObject({
    code: 'E_OVERLOAD',
  });
  await broker.dispose?.(CALLER);
  const late = { ...call, signal: { ...call.signal, aborted: true } };
  await expect(broker.handlers['webFrames.open'](['assets/x.html'], late)).rejects.toMatchObject({
    code: 'E_CANCELLED',
  });
  expect(pages.open).toEqual([]);
});

test('no page is opened while the wall around pages is not known to hold', async () => {
  const { pages, broker } = open(() => Promise.reject(new BulkheadError('E_WALL')));
  await expect(broker.handlers['webFrames.open'](['assets/1.html'], call)).rejects.toMatchObject({ code: 'E_WALL' });
  expect(pages.open).toEqual([]);
});
