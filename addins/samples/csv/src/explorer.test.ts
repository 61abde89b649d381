import { beforeEach, expect, test } from 'vitest';
import { Explorer } from './explorer.ts';
import type { ReadableFile } from './read-file.ts';
import type { WritableFile } from './save-rows.ts';

const LEDGER = 'Port,Amount\nRiga,5.50\nGenoa,20.25\nRiga,1.00\nLisbon,7.75\n';
/** Enough rows for work that is done in many slices. */
const LONG = `Port,Amount\n${Array.from({ length: 60_000 }, (_, row) => `P${row % 7},${row}.5`).join('\n')}\n`;

let explorer: Explorer;
/** Runs whenever the work lets others have their turn. */
let onPause: () => void;

beforeEach(() => {
  let now = 0;
  onPause = () => undefined;
  explorer = new Explorer({
    // Forty milliseconds a look: each step of the work fills a slice of its own.
    now: () => (now += 40),
    pause: async () => onPause(),
  });
});

function fileOf(text: string, name = 'ledger.csv'): ReadableFile {
  const bytes = new TextEncoder().encode(text);
  return {
    name,
    size: bytes.length,
    async *chunks() {
      for (let from = 0; from < bytes.length; from += 1_000) yield bytes.slice(from, from + 1_000);
    },
  };
}

function savedFile(): WritableFile & { content: string; ended: string } {
  return {
    name: 'out.csv',
    content: '',
    ended: '',
    async append(chunk) {
      this.content += new TextDecoder().decode(chunk);
    },
    async commit() {
      this.ended += 'commit';
    },
    async close() {
      this.ended += 'close';
    },
  };
}

const column = (place: number): string[] => explorer.cells(0, 100, [place]).map(([cell]) => cell ?? '');
const NOTHING = { filter: '', sort: null, statistics: null };

test('opens, filters, sorts, measures', async () => {
  expect(await explorer.open(fileOf(LEDGER))).toBe(true);
  expect(explorer.getState()).toMatchObject({ phase: 'open', fileName: 'ledger.csv', match: null });
  const sort = { column: 'Amount', descending: true };
  expect(await explorer.arrange({ filter: 'amount > 2', sort, statistics: 'Port' })).toBe(true);
  expect(column(0)).toEqual(['Genoa', 'Lisbon', 'Riga']);
  const { total, statistics, match, job } = explorer.getState();
  expect(total).toEqual({ column: 'Amount', sum: 33.5 });
  expect(statistics?.distinct).toBe(3);
  expect(match?.milliseconds).toBeGreaterThan(0);
  expect(job).toBeNull();
  await explorer.arrange(NOTHING);
  expect(column(0)).toEqual(['Riga', 'Genoa', 'Riga', 'Lisbon']);
  expect(explorer.getState()).toMatchObject({ total: { sum: 34.5 }, statistics: null, match: null });
});

test('a filter that is wrong leaves the rows as they are and says why', async () => {
  await explorer.open(fileOf(LEDGER));
  await explorer.arrange({ ...NOTHING, filter: 'port = Riga' });
  await explorer.arrange({ ...NOTHING, filter: 'prt = Riga' });
  expect(column(0)).toEqual(['Riga', 'Riga']);
  expect(explorer.getState().filterProblem).toContain('Did you mean "Port"?');
  await explorer.arrange({ ...NOTHING, filter: 'port = Genoa' });
  expect(explorer.getState().filterProblem).toBeNull();
});

test('cancelling keeps what was shown, and says which choices those are', async () => {
  await explorer.open(fileOf(LONG));
  await explorer.arrange({ ...NOTHING, filter: 'port = P3' });
  const before = explorer.getState().rows;
  onPause = () => explorer.cancel();
  const arranged = await explorer.arrange({
    filter: 'port = P4',
    sort: { column: 'Port', descending: false },
    statistics: 'Port',
  });
  expect(arranged).toBe(false);
  expect(explorer.getState().rows).toBe(before);
  expect(explorer.getState().job).toBeNull();
  expect(explorer.shown).toEqual({ filter: 'port = P3', sort: null, statistics: null });
});

test('what is asked for later overtakes what is still being worked on', async () => {
  await explorer.open(fileOf(LONG));
  const first = explorer.arrange({ ...NOTHING, filter: 'port = P3' });
  const second = explorer.arrange({ ...NOTHING, filter: 'port = P4' });
  expect(await Promise.all([first, second])).toEqual([false, true]);
  expect(explorer.cells(0, 1, [0])).toEqual([['P4']]);
});

test('long work announces itself and how far it is', async () => {
  const seen: number[] = [];
  await explorer.open(fileOf(LONG));
  explorer.subscribe(() => {
    const { job } = explorer.getState();
    if (job?.label === 'Filtering') seen.push(job.done);
  });
  await explorer.arrange({ ...NOTHING, filter: 'port = P3' });
  expect(seen.length).toBeGreaterThan(1);
  expect(seen).toEqual([...seen].sort((one, other) => one - other));
});

test('a file that cannot be read leaves the one that is open', async () => {
  await explorer.open(fileOf(LEDGER));
  expect(await explorer.open(fileOf('\u0000\u0001', 'picture.png'))).toBe(false);
  expect(column(0)).toHaveLength(4);
  expect(explorer.getState().notice).toMatchObject({ tone: 'bad', title: '"picture.png" was not opened.' });
  expect(await explorer.open({ ...fileOf(''), size: 2 ** 40 })).toBe(false);
  expect(explorer.getState().notice?.detail).toContain('Split the file');
});

test('saves the rows that are shown, in one step', async () => {
  await explorer.open(fileOf(LEDGER));
  await explorer.arrange({ ...NOTHING, filter: 'port = Riga', sort: { column: 'Amount', descending: false } });
  const file = savedFile();
  await explorer.save(file);
  expect(file).toMatchObject({ content: 'Port,Amount\nRiga,1.00\nRiga,5.50\n', ended: 'commit' });
  expect(explorer.getState().notice?.title).toBe('2 rows were saved to "out.csv".');
});

test('saving that was cancelled or failed leaves the file alone', async () => {
  await explorer.open(fileOf(LONG));
  const cancelled = savedFile();
  const save = explorer.save(cancelled);
  explorer.cancelSaving();
  await save;
  expect(cancelled.ended).toBe('close');
  const failing: WritableFile = {
    ...savedFile(),
    append: () => Promise.reject(new Error('The disk is full.')),
  };
  await explorer.save(failing);
  expect(explorer.getState().notice).toMatchObject({ tone: 'bad', detail: 'The disk is full.' });
});

test('the first row is a heading, or not, as the person says', async () => {
  await explorer.open(fileOf(LEDGER));
  explorer.toggleHeadings();
  expect(column(0)).toEqual(['Port', 'Riga', 'Genoa', 'Riga', 'Lisbon']);
  expect(explorer.getState().table?.columns.map(({ name }) => name)).toEqual(['Column 1', 'Column 2']);
});

test('a file without rows is no mistake', async () => {
  expect(await explorer.open(fileOf(''))).toBe(true);
  expect(await explorer.arrange({ filter: '', sort: null, statistics: null })).toBe(true);
  expect(explorer.cells(0, 10, [])).toEqual([]);
});
