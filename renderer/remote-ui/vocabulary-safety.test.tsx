import { readFileSync } from 'node:fs';
import { createElement } from 'react';
import { expect, test } from 'vitest';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { catalogue } from '../../addins/protocol/ui/catalogue.ts';
import { isHexColor, isIsoDate } from '../../addins/protocol/ui/prop-types.ts';
import { RASTER_BYTES, rasterKindOf } from '../../addins/protocol/ui/raster.ts';
import { OP, packHeader } from '../../addins/protocol/ui/ui-frames.ts';
import { packNumbers } from '../../addins/protocol/ui/wire-numbers.ts';
import { ValueTable } from '../../addins/protocol/ui/wire-values.ts';
import * as ui from '../../addins/sdk/index.ts';
import { partRegistry } from './components/registry.ts';
import { rowsOf } from './row-cache.ts';
import { SAMPLE_PICTURE } from './testing/sample-picture.ts';
import { createTestLink, describeTree, findNode, label, startDomain } from './testing/view-pair.ts';
import { ViewStore } from './view-store.ts';

/** A frame that shows one component with these properties, as hostile code would write it: no check of the SDK. */
function applyRaw(component: string, props: Readonly<Record<string, unknown>>): ViewStore {
  const store = new ViewStore();
  const names = [component, ...Object.keys(props)];
  const header = packHeader({ hasKey: false, properties: names.length - 1, listeners: 0, children: 0 });
  const table = new ValueTable();
  const pairs = Object.values(props).flatMap((value, index) => [index + 2, table.codeOf(value)]);
  store.apply(['f1', 0, names, packNumbers([[OP.tree, 0, 0, 1, header, ...pairs]]), table.values]);
  return store;
}

const PNG = Buffer.from(SAMPLE_PICTURE).toString('base64');

test.each<[string, Readonly<Record<string, unknown>>]>([
  ['Markdown', { source: '# Words' }],
  ['Tree', { label: 'Lines', rowCount: 100_000, selected: 'a' }],
  ['VirtualList', { label: 'Lines', rowCount: 100_000, selected: 4 }],
  ['ComboBox', { options: ['a', 'b'], value: 'c' }],
  ['DatePicker', { value: '2024-02-29', min: '2024-01-01' }],
  ['ColorPicker', { value: '#12aBcD' }],
  ['Popover', { label: 'Filter', open: true, side: 'end' }],
  ['Tooltip', { words: 'Saves the list.' }],
  ['ContextMenu', { label: 'Actions' }],
  ['Toast', { title: 'Saved.', lasts: 5_000 }],
  ['Image', { data: PNG, alt: 'Squares' }],
])('%s is taken as it should be, and every property of it has its place', (component, props) => {
  const node = applyRaw(component, props).root.children[0];
  expect({ ...node?.props }).toEqual(props);
  expect(partRegistry.has(component)).toBe(true);
});

const huge = 'a'.repeat(200_001);

test.each<[string, Readonly<Record<string, unknown>>]>([
  ['Markdown', {}],
  ['Markdown', { source: huge }],
  ['Markdown', { source: ['# a'] }],
  ['Tree', { label: 'Lines', rowCount: -1 }],
  ['Tree', { label: 'Lines', rowCount: 1, selected: 4 }],
  ['VirtualList', { label: 'Lines', rowCount: 1.5 }],
  ['ComboBox', { options: [{ value: 'a' }] }],
  ['ComboBox', { options: Array.from({ length: 2_001 }, String) }],
  ['DatePicker', { value: '2026-02-30' }],
  ['DatePicker', { min: 'today' }],
  ['ColorPicker', { value: 'red' }],
  ['ColorPicker', { value: '#123456;background:url(//x)' }],
  ['Popover', { label: 'x', side: 'screen' }],
  ['Popover', { label: 'x', width: 9_000 }],
  ['Toast', { title: 'x', lasts: 1e9 }],
  ['Image', { data: PNG }],
  ['Image', { data: PNG, alt: ' ' }],
  ['Image', { data: 'https://tracker.example/p.png', alt: 'x' }],
  ['Image', { data: 'data:image/png;base64,AAAA', alt: 'x' }],
  ['Image', { data: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64'), alt: 'x' }],
  ['Image', { data: Buffer.from('GIF89a000000').toString('base64'), alt: 'x' }],
  ['Image', { data: `${PNG.slice(0, -4)}"><x`, alt: 'x' }],
  ['Image', { data: `iVBORw0KGgo${'A'.repeat((RASTER_BYTES / 3) * 4 + 8)}`, alt: 'x' }],
])('%s with properties it cannot have is refused', (component, props) => {
  expect(() => applyRaw(component, props)).toThrow(BulkheadError);
});

const ADDED = [
  ...['Markdown', 'Tree', 'VirtualList', 'ComboBox', 'DatePicker', 'ColorPicker'],
  ...['Popover', 'Tooltip', 'ContextMenu', 'Toast', 'Image'],
];
const FORBIDDEN = [
  'style',
  'className',
  'onclick',
  'onClick',
  'onerror',
  'href',
  'src',
  'srcdoc',
  'innerHTML',
  'is',
  'ref',
];

test.each(ADDED)('V4: %s has no property that would be markup, style or code', (component) => {
  for (const name of [...FORBIDDEN, 'dangerouslySetInnerHTML', '__proto__', 'constructor']) {
    expect(catalogue.get(component)?.props.has(name)).toBe(false);
    const props = Object.fromEntries([[name, 'javascript:alert(1)']]);
    expect(() => applyRaw(component, props)).toThrow(BulkheadError);
  }
});

test.each(['script', 'iframe', 'img', 'a', 'div', 'svg', 'object', 'constructor', '__proto__', 'markdown'])(
  'V4: there is no component "%s"',
  (component) => {
    expect(() => applyRaw(component, {})).toThrow(/unknown component/);
  },
);

test('what goes away by itself gives the add-in no gesture', async () => {
  const gestures: string[] = [];
  const link = createTestLink({ onGesture: () => gestures.push('gesture') });
  const seen: string[] = [];
  const toast = () => createElement(ui.Toast, { title: 'Saved.', lasts: 1, onDismiss: () => seen.push('gone') });
  const domain = startDomain(ui.defineAddin({ views: { main: toast } }));
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  const frame = link.frame('f1');
  if (!frame) throw new Error('There is no frame.');
  const node = findNode(frame.view.getSnapshot().root, 'Toast');
  frame.events.continuous(node, 'onDismiss', null);
  await expect.poll(() => seen).toEqual(['gone']);
  expect(gestures).toEqual([]);
  const source = readFileSync(new URL('components/toast-part.tsx', import.meta.url), 'utf8');
  expect(source).not.toContain('events.command');
});

test('V4: nothing in the folder of parts writes markup', () => {
  for (const file of ['markdown-part', 'tree-part', 'image-part', 'toast-part', 'popover-part', 'tooltip-part']) {
    const source = readFileSync(new URL(`components/${file}.tsx`, import.meta.url), 'utf8');
    expect(source).not.toMatch(/dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML|href=/);
  }
});

test('a picture is known by its first bytes, whatever its length says', () => {
  for (const length of [0, 1, 255, 4_000_000_000]) {
    const head = Buffer.from('RIFF0000WEBPVP8 ');
    head.writeUInt32LE(length, 4);
    expect(rasterKindOf(head.toString('base64'))).toBe('image/webp');
  }
  expect(rasterKindOf(Buffer.from('RIFF0000WAVEfmt ').toString('base64'))).toBeUndefined();
  expect(rasterKindOf(Buffer.from([0xff, 0xd8, 0xff, 0xe0]).toString('base64'))).toBe('image/jpeg');
  expect(rasterKindOf(PNG)).toBe('image/png');
});

test('days and colours are what they say', () => {
  for (const day of ['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31']) expect(isIsoDate(day)).toBe(true);
  for (const day of [
    '2023-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '0000-01-01',
    '2026-04-31',
    5,
  ]) {
    expect(isIsoDate(day)).toBe(false);
  }
  expect([isHexColor('#A0b1C2'), isHexColor('#abc'), isHexColor('#12345g'), isHexColor('#123456\n')]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

async function open(view: () => ReturnType<typeof createElement>, answer?: (method: string) => unknown) {
  const domain = startDomain(ui.defineAddin({ views: { main: view } }), answer ? { answer } : {});
  const link = createTestLink();
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  const frame = link.frame('f1');
  if (!frame) throw new Error('no frame');
  const root = () => frame.view.getSnapshot().root;
  return { domain, frame, find: (name: string) => findNode(root(), name), tree: () => describeTree(root()) };
}

test('lines of a tree and of a list travel as cells, records and lists alike', async () => {
  const { frame, find } = await open(() => (
    <ui.Stack>
      <ui.Tree
        label="Lines"
        rowCount={9}
        getRows={() => [{ id: 'a', label: 'A', depth: 1, state: 'leaf', parent: 0 }]}
      />
      <ui.VirtualList label="More" rowCount={9} getRows={() => [{ title: 'T', badge: '3' }]} />
    </ui.Stack>
  ));
  frame.events.continuous(find('Tree'), 'onRange', { start: 4, count: 1, revision: 0 });
  frame.events.continuous(find('VirtualList'), 'onRange', { start: 7, count: 1, revision: 0 });
  await expect.poll(() => rowsOf(find('Tree')).cells.get(4)).toEqual(['a', 'A', 1, 'leaf', null, null, null, 0]);
  await expect.poll(() => rowsOf(find('VirtualList')).cells.get(7)).toEqual(['T', null, null, '3']);
});

test('a file button asks the host for files and hands them on, and does nothing when the person cancelled', async () => {
  const picked: string[][] = [];
  let answers: unknown[] = [];
  const { domain, frame, find } = await open(
    () => (
      <ui.FileButton types={['.csv']} multiple onFiles={(files) => picked.push(files.map(({ name }) => name))}>
        Choose…
      </ui.FileButton>
    ),
    () => answers,
  );
  frame.events.command(find('Button'), 'onPress');
  await expect
    .poll(() => domain.calls)
    .toEqual([{ method: 'fs.pickOpen', args: [{ types: ['.csv'], multiple: true }] }]);
  await expect.poll(() => find('Button').running).toBe(0);
  expect(picked).toEqual([]);
  answers = [{ handle: 1, name: 'a.csv', size: 3 }];
  frame.events.command(find('Button'), 'onPress');
  await expect.poll(() => picked).toEqual([['a.csv']]);
});

test('a picture travels as base64, and one that is too large is refused where it is written', async () => {
  const { find } = await open(() => <ui.Image bytes={SAMPLE_PICTURE} alt="Squares" />);
  expect(find('Image').props).toMatchObject({ data: PNG, alt: 'Squares' });
  const { frame } = await open(() => <ui.Image bytes={new Uint8Array(RASTER_BYTES + 1)} alt="Much" />);
  expect(frame.view.getSnapshot().problem?.message).toMatch(/a picture may have 2097152. Make it smaller/);
});

test('a context menu takes components and lines of a menu, and lines stand nowhere else', async () => {
  const { tree } = await open(() => (
    <ui.ContextMenu label="Actions">
      <ui.Text>here</ui.Text>
      <ui.MenuItem label="Copy" />
    </ui.ContextMenu>
  ));
  expect(tree()).toContain('MenuItem label="Copy"');
  const { frame } = await open(() => (
    <ui.Popover label="x" open>
      <ui.MenuItem label="Copy" />
    </ui.Popover>
  ));
  expect(frame.view.getSnapshot().problem?.message).toBe('MenuItem cannot stand in Popover.');
});
