import { expect, test } from 'vitest';
import { manifestSchema } from '../../addins/protocol/manifest.ts';
import { type Grant, PERMISSIONS, type PermissionName } from '../../addins/protocol/permissions.ts';
import { plainText, previewPackage } from './package-preview.ts';

const manifest = (version: string) =>
  manifestSchema.parse({
    name: 'Acme.Notes',
    version,
    displayName: 'Notes',
    publisher: 'Acme',
    description: 'Keeps notes.',
    main: 'main.js',
    permissions: [
      { name: 'net.fetch', parameters: { origins: ['https://api.example.com'] }, reason: 'to sync your notes' },
      { name: 'ui.notify' },
    ],
  });

const grant = (permission: PermissionName, effect: Grant['effect'], parameters: object = {}): Grant => ({
  permission,
  effect,
  parameters: PERMISSIONS[permission].parameters.parse(parameters) as Grant['parameters'],
  because: ['unsigned package'],
});

const GRANTS: Grant[] = [
  grant('ui.view', 'allow'),
  grant('storage.kv', 'allow'),
  grant('fs.pick.open', 'allow'),
  grant('fs.pick.save', 'allow'),
  grant('net.fetch', 'ask', { origins: ['https://api.example.com'] }),
  grant('ui.notify', 'ask', { perHour: 5 }),
  grant('clipboard.write', 'deny'),
];

const preview = (grants = GRANTS, installed?: { version: string; grants: Grant[] }) =>
  previewPackage({
    heldBy: ['language wall', 'own process', 'OS wall', 'broker'],
    ...{ stageId: 's', manifest: manifest('2.0.0'), signed: false, sizeBytes: 9, grants },
    files: new Map([['main.js', new Uint8Array(9)]]),
    installed: installed && { manifest: manifest(installed.version), grants: installed.grants },
  });

test('the sheet of a new package, word for word', () => {
  expect(preview()).toMatchInlineSnapshot(`
    {
      "addinId": "acme.notes",
      "adds": [],
      "can": [
        "show its own windows and commands",
        "keep its own data, up to 5 MB",
        "read files that you pick",
        "save files where you choose",
      ],
      "cannot": [
        "use the clipboard",
        "see other add-ins",
        "run programs",
      ],
      "color": "#5b6b86",
      "description": "Keeps notes.",
      "displayName": "Notes",
      "files": [
        {
          "bytes": 9,
          "path": "main.js",
        },
      ],
      "heldBy": [
        "language wall",
        "own process",
        "OS wall",
        "broker",
      ],
      "installedVersion": null,
      "kind": "install",
      "publisher": "Acme",
      "removes": [],
      "signed": false,
      "sizeBytes": 9,
      "stageId": "s",
      "version": "2.0.0",
      "willAsk": [
        {
          "reason": "to sync your notes",
          "text": "send data to api.example.com",
        },
        {
          "reason": null,
          "text": "show notifications",
        },
      ],
    }
  `);
});

test('nothing that an add-in cannot do is called something it can, or the other way round', () => {
  const { can, willAsk, cannot } = preview();
  const asked = willAsk.map(({ text }) => text);
  expect(new Set([...can, ...asked, ...cannot]).size).toBe(can.length + asked.length + cannot.length);
  const everything = preview(GRANTS.map((each) => ({ ...each, effect: 'deny' as const })));
  expect([everything.can, everything.willAsk]).toEqual([[], []]);
});

test('an upgrade names what it adds and what it gives up', () => {
  const before = [...GRANTS.slice(0, 4), grant('net.fetch', 'ask', { origins: ['https://old.example.com'] })];
  const { kind, installedVersion, adds, removes } = preview(GRANTS, { version: '1.0.0', grants: before });
  expect({ kind, installedVersion, adds, removes }).toMatchInlineSnapshot(`
    {
      "adds": [
        "send data to api.example.com",
        "show notifications",
      ],
      "installedVersion": "1.0.0",
      "kind": "upgrade",
      "removes": [
        "send data to old.example.com",
      ],
    }
  `);
  expect(preview(GRANTS, { version: '1.0.0', grants: GRANTS })).toMatchObject({ adds: [], removes: [] });
});

test('an add-in that may work with others is not said to be unable to see them', () => {
  const { can, willAsk, cannot } = preview([
    ...GRANTS,
    grant('addin.call', 'ask', { contracts: ['acme.calc'] }),
    grant('addin.export', 'allow', { contracts: ['acme.notes'], callers: ['Acme.Ledger'] }),
  ]);
  expect(willAsk.map(({ text }) => text)).toContain('work with add-ins that offer acme.calc');
  expect(can).toContain('offer acme.notes to acme.ledger');
  expect(cannot).toEqual(['use the clipboard', 'run programs']);
});

test('the same version again is a reinstall', () => {
  expect(preview(GRANTS, { version: '2.0.0', grants: GRANTS }).kind).toBe('reinstall');
});

/** Parameters without which there is no grant. */
const NEEDED: Partial<Record<PermissionName, object>> = {
  'net.fetch': { origins: ['https://a.example.com'] },
  'addin.call': { contracts: ['acme.calc'] },
  'addin.export': { contracts: ['acme.calc'] },
};

test('every permission has words for what it allows', () => {
  for (const permission of Object.keys(PERMISSIONS) as PermissionName[]) {
    expect(plainText(grant(permission, 'allow', NEEDED[permission]))).toMatch(/^[a-z].{5,}[^.]$/);
  }
});
