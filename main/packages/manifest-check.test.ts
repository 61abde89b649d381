import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BulkheadError, type ErrorCode } from '../../addins/protocol/errors.ts';
import { checkEngines, readManifest } from './manifest-check.ts';

const sound = { name: 'sample', version: '1.0.0', displayName: 'Sample', main: 'main.js' };
const read = (text: string) => readManifest(new Map([['addin.json', Buffer.from(text)]]));
const readWith = (more: Record<string, unknown>) => read(JSON.stringify({ ...sound, ...more }));
const permission = (name: string, parameters: unknown) => ({ permissions: [{ name, parameters }] });

test('fills in what is left out', () => {
  expect(readWith({})).toMatchObject({ name: 'sample', culture: 'neutral', views: [], permissions: [] });
});

const RAW: [string, string][] = [
  ['a key of the prototype', '{"name":"a","__proto__":{"x":1}}'],
  ['a key of the prototype, escaped', '{"name":"a","\\u005f_proto__":{}}'],
  ['a constructor key deep inside', '{"name":"a","views":[{"constructor":{}}]}'],
  ['a key given twice', '{"name":"a","name":"b"}'],
  ['a key given twice, once escaped', '{"name":"a","n\\u0061me":"b"}'],
  ['a key given twice deep inside', '{"permissions":[{"name":"a","name":"b"}]}'],
  ['deep nesting of lists', '['.repeat(100_000)],
  ['deep nesting of objects', '{"a":'.repeat(40_000)],
  ['deep nesting inside a sound start', `{"name":"a","views":${'['.repeat(40)}${']'.repeat(40)}}`],
  ['five megabytes', JSON.stringify({ ...sound, description: 'x'.repeat(5_000_000) })],
  ['no JSON', 'hello'],
  ['a comment', '{ /* */ }'],
  ['a list', '[]'],
  ['null', 'null'],
];
test.each(RAW)('refuses %s', (_what, text) => {
  refused(() => read(text), 'E_MANIFEST_PARSE');
});

test('braces and quotes inside texts are only text', () => {
  expect(readWith({ description: '{"a":1,"a":2} \\" [[[' }).description).toBe('{"a":1,"a":2} \\" [[[');
});

test('refuses bytes that are not UTF-8', () => {
  refused(() => readManifest(new Map([['addin.json', Buffer.from([0x7b, 0xff, 0x7d])]])), 'E_MANIFEST_PARSE');
});

const origins = (...list: string[]) => permission('net.fetch', { origins: list });
const FIELDS: [string, Record<string, unknown>, string][] = [
  ['an unknown permission', permission('fs.everything', {}), 'permissions[0].name'],
  ['roots of a permission that does not exist', permission('fs.read', { roots: ['/'] }), 'permissions[0].name'],
  ['an inherited permission name', permission('toString', {}), 'permissions[0].name'],
  ['an unknown parameter', permission('storage.kv', { root: '/' }), 'permissions[0].parameters'],
  ['an unknown field', { hooks: {} }, 'hooks'],
  ['any origin', origins('*'), 'permissions[0].parameters.origins[0]'],
  ['any host', origins('https://*'), 'permissions[0].parameters.origins[0]'],
  ['any subdomain', origins('https://ok.com', 'https://*.com'), 'permissions[0].parameters.origins[1]'],
  ['http', origins('http://ok.com'), 'permissions[0].parameters.origins[0]'],
  ['file', origins('file:///etc'), 'permissions[0].parameters.origins[0]'],
  ['data', origins('data:,x'), 'permissions[0].parameters.origins[0]'],
  ['a user in front of the host', origins('https://api.ok.com@evil.com'), 'permissions[0].parameters.origins[0]'],
  ['a dot behind the host', origins('https://api.ok.com.'), 'permissions[0].parameters.origins[0]'],
  ['an escape', origins('https://api%2eok.com'), 'permissions[0].parameters.origins[0]'],
  ['another alphabet', origins('https://аpi.ok.com'), 'permissions[0].parameters.origins[0]'],
  ['the default port', origins('https://ok.com:443'), 'permissions[0].parameters.origins[0]'],
  ['a backslash', origins('https:\\\\ok.com'), 'permissions[0].parameters.origins[0]'],
  ['an address', origins('https://127.0.0.1'), 'permissions[0].parameters.origins[0]'],
  ['capitals', origins('https://OK.com'), 'permissions[0].parameters.origins[0]'],
  ['no origin', origins(), 'permissions[0].parameters.origins'],
  ['a negative quota', permission('storage.kv', { quotaBytes: -1 }), 'permissions[0].parameters.quotaBytes'],
  ['a text as quota', permission('storage.kv', { quotaBytes: '5' }), 'permissions[0].parameters.quotaBytes'],
  ['a broken quota', permission('storage.kv', { quotaBytes: 1024.5 }), 'permissions[0].parameters.quotaBytes'],
  ['200 permissions', { permissions: Array(200).fill({ name: 'ui.view' }) }, 'permissions'],
  ['10,000 commands', { commands: Array(10_000).fill({ id: 'a', title: 'A' }) }, 'commands'],
  ['a line break in the name', { displayName: 'A\nB' }, 'displayName'],
  ['a direction override in the name', { displayName: 'A\u202eB' }, 'displayName'],
  ['zero width in the publisher', { publisher: 'Ac\u200bme' }, 'publisher'],
  ['a lock in the name', { displayName: 'Safe \u{1f512}' }, 'displayName'],
  ['a tick in the publisher', { publisher: 'Acme \u2714' }, 'publisher'],
  ['a long name', { displayName: 'x'.repeat(51) }, 'displayName'],
  ['an empty name', { displayName: '  ' }, 'displayName'],
  ['a path that leads out', { main: '../main.js' }, 'main'],
  ['a hidden path', { main: '.git/hooks/x' }, 'main'],
  ['a kind of package that is not installed', { type: 'library' }, 'type'],
  ['a name with a slash', { name: 'a/b' }, 'name'],
  ['a version without numbers', { version: 'latest' }, 'version'],
  [
    'two views with one id',
    {
      views: [
        { id: 'a', title: 'A' },
        { id: 'a', title: 'B' },
      ],
    },
    'views[1].id',
  ],
  [
    'a contract that is offered twice',
    {
      provides: [
        { contract: 'acme.calc', version: '1.0' },
        { contract: 'acme.calc', version: '2.0' },
      ],
    },
    'provides[1].contract',
  ],
  ['a contract in capitals', { consumes: [{ contract: 'Acme.Calc', version: '1.0' }] }, 'consumes[0].contract'],
  ['a contract without a publisher', { consumes: [{ contract: 'calc', version: '1.0' }] }, 'consumes[0].contract'],
  ['a contract that leads out', { provides: [{ contract: '../acme.calc', version: '1.0' }] }, 'provides[0].contract'],
  [
    'a version of a contract with three parts',
    { consumes: [{ contract: 'acme.calc', version: '1.0.0' }] },
    'consumes[0].version',
  ],
  [
    'a demand of a permission that does not exist',
    { provides: [{ contract: 'acme.calc', version: '1.0', demands: ['fs.everything'] }] },
    'provides[0].demands[0]',
  ],
  [
    '21 contracts',
    { provides: Array.from({ length: 21 }, (_, index) => ({ contract: `acme.c${index}`, version: '1.0' })) },
    'provides',
  ],
  ['no contract to call', permission('addin.call', { contracts: [] }), 'permissions[0].parameters.contracts'],
  [
    'a caller that is no name',
    permission('addin.export', { contracts: ['acme.calc'], callers: ['*'] }),
    'permissions[0].parameters.callers[0]',
  ],
  ['a command for a view that is not there', { commands: [{ id: 'a', title: 'A', view: 'b' }] }, 'commands[0].view'],
];
test.each(FIELDS)('refuses %s and names the field', (_what, more, field) => {
  const error = refused(() => readWith(more), 'E_MANIFEST_PARSE');
  expect(error.detail['field']).toBe(field);
  expect(error.message).toContain(field);
});

test('numbers beyond all numbers are refused', () => {
  const text = JSON.stringify({ ...sound, ...permission('storage.kv', { quotaBytes: 1 }) });
  for (const number of ['1e309', '-1e309', '1e308']) {
    refused(() => read(text.replace('"quotaBytes":1', `"quotaBytes":${number}`)), 'E_MANIFEST_PARSE');
  }
});

test.each(['bulkhead', 'Bulkhead.files', 'policy.acme', 'acme.resources', 'HOST'])(
  'the name %s is reserved',
  (name) => {
    refused(() => readWith({ name }), 'E_INVALID_NAME');
  },
);

test('a version that cannot be ordered is refused', () => {
  refused(() => readWith({ version: '1.0.0-a..b' }), 'E_INVALID_NAME');
});

const RANGES: [range: string, code: ErrorCode | 'runs'][] = [
  ['^0.1.0', 'runs'],
  ['>=0.1.0', 'runs'],
  ['0.1.x || 0.2.x', 'runs'],
  ['^0.2.0', 'E_NEWER_RUNTIME'],
  ['>=99', 'E_NEWER_RUNTIME'],
  ['<0.1.0', 'E_OLDER_RUNTIME'],
  ['0.0.7', 'E_OLDER_RUNTIME'],
  ['*', 'E_MANIFEST_PARSE'],
  ['', 'E_MANIFEST_PARSE'],
  ['x', 'E_MANIFEST_PARSE'],
  ['latest', 'E_MANIFEST_PARSE'],
];
test.each(RANGES)('engines.host "%s": %s', (host, outcome) => {
  const check = () => checkEngines(readWith({ engines: { host } }), '0.1.0');
  if (outcome === 'runs') check();
  else refused(check, outcome);
});

test('any JSON at all is read or refused by type', () => {
  const property = fc.property(fc.json({ maxDepth: 6 }), (text) => readsOrRefuses(() => read(text)));
  fc.assert(property, { numRuns: 500 });
});

test('any value in any field is read or refused by type', () => {
  const fields = ['name', 'version', 'views', 'commands', 'permissions', 'engines', 'state', 'displayName', 'color'];
  const property = fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, value) =>
    readsOrRefuses(() => readWith({ [field]: value })),
  );
  fc.assert(property, { numRuns: 1_000 });
});

function readsOrRefuses(task: () => unknown): void {
  try {
    task();
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(BulkheadError);
  }
}

function refused(task: () => unknown, code: ErrorCode): BulkheadError {
  try {
    task();
  } catch (thrown) {
    expect(thrown).toMatchObject({ name: 'BulkheadError', code });
    return thrown as BulkheadError;
  }
  throw new Error(`nothing was refused, expected ${code}`);
}
