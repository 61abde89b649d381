import type {
  AddinSummary,
  AuditRow,
  DiagnosticsEntry,
  FrameRecord,
  HostSummary,
  LedgerSummary,
  PartySummary,
  PermissionSummary,
  ProcessSummary,
  StagedPackage,
} from '../../preload/bridge.ts';

/** A plausible host for looking at the window: every state, long names, nothing real behind it. */
export const NOW = Date.UTC(2026, 10, 20, 9, 30);
const MIB = 1_048_576;
const MINUTE = 60_000;
const DAY = 86_400_000;

export const HOST: HostSummary = {
  pid: 4_711,
  runtime: 'Electron 45.4.1',
  platform: 'Linux',
  walls: [
    { name: 'package gate', state: 'up', detail: 'Every package is checked before it is kept.' },
    { name: 'language wall', state: 'up', detail: 'SES lockdown, own compartment for each add-in.' },
    { name: 'own process', state: 'up', detail: 'One utility process for each add-in.' },
    { name: 'OS wall', state: 'partial', detail: 'Landlock 4 and seccomp; network rules need Landlock 6.' },
    { name: 'broker', state: 'up', detail: 'Every effect is a call that the policy answers.' },
    { name: 'governor', state: 'up', detail: 'Memory and processor time are watched once a second.' },
  ],
};

export function addin(change: Partial<AddinSummary> & Pick<AddinSummary, 'id' | 'displayName'>): AddinSummary {
  return {
    version: '1.0.0',
    publisher: 'Harbour Tools',
    signed: true,
    description: '',
    color: '#3a6ea5',
    state: 'running',
    enabled: true,
    problem: null,
    views: [{ id: 'main', title: change.displayName, multiple: false, width: 560, height: 420 }],
    commands: [],
    sizeBytes: 214_000,
    installedAt: NOW - 3 * DAY,
    previousVersion: null,
    watchedFolder: false,
    ...change,
  };
}

export const ADDINS: AddinSummary[] = [
  addin({
    id: 'com.harbour.csv',
    displayName: 'CSV Explorer',
    version: '1.4.0',
    color: '#3a6ea5',
    description: 'Opens tables of any size, filters, sorts and charts them.',
    views: [{ id: 'table', title: 'Table', multiple: true, width: 720, height: 460 }],
    commands: [{ id: 'open', title: 'Open file…', view: 'table' }],
    sizeBytes: 412_000,
  }),
  addin({
    id: 'com.harbour.notes',
    displayName: 'Notes',
    version: '2.0.0',
    color: '#b4572c',
    description: 'Short texts that are there when you come back.',
    views: [{ id: 'notes', title: 'Notes', multiple: false, width: 460, height: 340 }],
    commands: [
      { id: 'new', title: 'New note', view: 'notes' },
      { id: 'export', title: 'Export all…', view: null },
    ],
    previousVersion: '1.2.0',
  }),
  addin({
    id: 'com.example.queue',
    displayName: 'Job Queue',
    version: '1.1.0',
    color: '#2f7d6b',
    description: 'Runs long work one piece at a time.',
    publisher: 'Contoso',
  }),
  addin({
    id: 'org.shapes',
    displayName: 'Shapes',
    version: '1.0.3',
    color: '#5b57c9',
    publisher: null,
    signed: false,
    state: 'failed',
    description: 'Draws ellipses and the properties of ellipses.',
    problem: {
      code: 'E_CRASHED',
      title: 'The add-in stopped while it was working on this.',
      message: 'It used more than 256 MB of memory.',
      remedy: 'Try again; Bulkhead restarts it.',
    },
  }),
  addin({
    id: 'com.example.weather',
    displayName: 'Weather for people who cannot look out of the window at the moment',
    version: '0.9.12',
    color: '#d8a531',
    publisher: 'The Very Long Meteorological Publishing Company of the Northern Shores',
    state: 'stopped',
    description:
      'Shows the weather of the next days in a place that you pick, with wind, tides and what the boats in the harbour should know about it.',
    sizeBytes: 88_000,
  }),
  addin({
    id: 'dev.local.sketch',
    displayName: 'Sketch Pad',
    version: '0.1.0',
    color: '#a23a72',
    publisher: null,
    signed: false,
    watchedFolder: true,
    state: 'disabled',
    enabled: false,
    description: '',
  }),
];

export const PROCESSES: ProcessSummary[] = [
  process('com.harbour.csv', 'CSV Explorer', '1.4.0', { cpuPercent: 2, memoryBytes: 41 * MIB, pid: 5_120 }),
  process('com.harbour.notes', 'Notes', '2.0.0', { cpuPercent: 0, memoryBytes: 36 * MIB, generation: 2, pid: 5_344 }),
  process('com.example.queue', 'Job Queue', '1.1.0', {
    cpuPercent: 97,
    memoryBytes: 212 * MIB,
    state: 'busy',
    pid: 5_207,
  }),
];

function process(
  addinId: string,
  displayName: string,
  ...[version, rest]: [string, Partial<ProcessSummary>]
): ProcessSummary {
  return {
    addinId,
    displayName,
    version,
    generation: 1,
    pid: 1,
    cpuPercent: 0,
    memoryBytes: 0,
    state: 'running',
    ...rest,
  };
}

export const FRAMES: FrameRecord[] = [
  frame(
    { frameId: 'f-csv', addinId: 'com.harbour.csv', view: 'table', title: 'ledger-2026.csv' },
    [26, 22, 660, 430],
    0,
  ),
  frame({ frameId: 'f-shapes', addinId: 'org.shapes', view: 'main', title: 'Properties' }, [880, 30, 300, 376], 1),
  frame(
    { frameId: 'f-notes', addinId: 'com.harbour.notes', view: 'notes', title: 'Voyage notes', unsaved: true },
    [470, 190, 460, 340],
    3,
  ),
  {
    ...frame(
      { frameId: 'f-queue', addinId: 'com.example.queue', view: 'main', title: 'Job Queue' },
      [60, 60, 400, 300],
      2,
    ),
    mode: 'minimised',
  },
];

function frame(
  fields: Pick<FrameRecord, 'frameId' | 'addinId' | 'view' | 'title'> & { unsaved?: boolean },
  [x, y, width, height]: [number, number, number, number],
  order: number,
): FrameRecord {
  return { params: null, unsaved: false, bounds: { x, y, width, height }, mode: 'normal', order, ...fields };
}

export const STAGED: StagedPackage = {
  stageId: 'stage-queue',
  kind: 'install',
  addinId: 'com.example.tides',
  displayName: 'Tide Tables',
  version: '1.1.0',
  installedVersion: null,
  publisher: 'Harbour Tools',
  signed: true,
  description: 'High and low water for the ports you choose.',
  color: '#2f7d6b',
  sizeBytes: 214_000,
  can: ['show its own windows and commands', 'keep its own data, up to 5 MB', 'save files where you choose'],
  willAsk: [
    { text: 'send data to tides.example.com', reason: 'Fetches the tables of the month you look at.' },
    { text: 'show notifications', reason: null },
  ],
  cannot: ['read your files', 'see other add-ins', 'use the network otherwise', 'run programs'],
  adds: [],
  removes: [],
  heldBy: ['language wall', 'own process', 'OS wall', 'broker'],
  files: [
    { path: 'addin.json', bytes: 1_204 },
    { path: 'main.js', bytes: 187_332 },
    { path: 'strings/nl.json', bytes: 4_420 },
  ],
};

export const UPGRADE: StagedPackage = {
  ...STAGED,
  stageId: 'stage-notes',
  kind: 'upgrade',
  addinId: 'com.harbour.notes',
  displayName: 'Notes',
  version: '2.1.0',
  installedVersion: '2.0.0',
  color: '#b4572c',
  publisher: null,
  signed: false,
  willAsk: [{ text: 'send data to sync.example.com', reason: 'Keeps your notes the same on every machine.' }],
  adds: ['send data to sync.example.com (asks first)'],
  removes: ['copy text to the clipboard when you press a button'],
};

export const PERMISSIONS: PermissionSummary[] = [
  permission({
    permission: 'storage.kv',
    plain: 'keep its own data, up to 5 MB',
    scope: '5 MB',
    tier: 1,
    lastUsed: NOW,
    useCount: 1_204,
  }),
  permission({
    permission: 'fs.pick.save',
    plain: 'save files where you choose',
    scope: '.md .txt',
    because: ['your answer', 'set Document'],
    lastUsed: NOW - 6 * MINUTE,
    useCount: 3,
  }),
  permission({
    permission: 'net.fetch',
    plain: 'send data to api.example.com',
    scope: 'GET',
    effect: 'ask',
    tier: 2,
    because: ['the set Document says ask'],
  }),
  permission({
    permission: 'clipboard.write',
    plain: 'copy text to the clipboard when you press a button',
    scope: 'text, when you act',
    effect: 'deny',
    ceiling: 'deny',
    because: ['your organisation does not allow it'],
    heldBy: ['broker'],
    refusedCount: 2,
    lastUsed: NOW - 40 * MINUTE,
  }),
  permission({
    permission: 'ui.notify',
    plain: 'show notifications',
    scope: '6 per hour',
    tier: 2,
    lastUsed: NOW - DAY - MINUTE,
    useCount: 11,
  }),
  permission({
    addinId: 'com.harbour.csv',
    permission: 'fs.pick.open',
    plain: 'read files that you pick',
    scope: '.csv .tsv',
  }),
];

function permission(
  change: Partial<PermissionSummary> & Pick<PermissionSummary, 'permission' | 'plain' | 'scope'>,
): PermissionSummary {
  return {
    addinId: 'com.harbour.notes',
    effect: 'allow',
    ceiling: 'allow',
    tier: 1,
    because: ['set Document'],
    heldBy: ['broker', 'OS wall'],
    lastUsed: null,
    useCount: 0,
    refusedCount: 0,
    ...change,
  };
}

export const AUDIT: AuditRow[] = [
  audit('fs.pick.save', 'files.save', 'voyage.md', { at: NOW - 6 * MINUTE }),
  audit('net.fetch', 'net.fetch', 'api.example.com', {
    at: NOW - 9 * MINUTE,
    outcome: 'denied',
    because: 'you did not allow it',
  }),
  audit('clipboard.write', 'clipboard.write', 'text', {
    at: NOW - 40 * MINUTE,
    outcome: 'denied',
    because: 'your organisation',
  }),
  audit('storage.kv', 'storage.set', 'draft', { at: NOW - 41 * MINUTE }),
  audit('net.fetch', 'net.fetch', 'api.example.com', { at: NOW - 55 * MINUTE, outcome: 'failed' }),
];

function audit(
  permissionName: AuditRow['permission'],
  method: string,
  ...[object, rest]: [string, Partial<AuditRow>]
): AuditRow {
  return {
    at: NOW,
    addinId: 'com.harbour.notes',
    permission: permissionName,
    method,
    object,
    outcome: 'allowed',
    count: 1,
    because: 'set Document',
    ...rest,
  };
}

export const LOG: DiagnosticsEntry[] = [
  { at: NOW - 50 * MINUTE, level: 'info', addinId: null, text: 'Bulkhead started; 6 add-ins are installed.' },
  { at: NOW - 44 * MINUTE, level: 'info', addinId: 'com.harbour.notes', text: 'Generation 2 took over after 38 ms.' },
  { at: NOW - 12 * MINUTE, level: 'warn', addinId: 'com.example.queue', text: 'No answer for 3 s.' },
  {
    at: NOW - 2 * MINUTE,
    level: 'error',
    addinId: 'org.shapes',
    text: 'Stopped: it used more than 256 MB of memory. It starts again in 1000 ms.',
  },
];

const BULKHEAD: PartySummary = { name: 'Bulkhead', addinId: null, generation: null };
const NOTES: PartySummary = { name: 'Notes', addinId: 'com.harbour.notes', generation: 2 };
const SHAPES: PartySummary = { name: 'Shapes', addinId: 'org.shapes', generation: 1 };

export const LEDGER: LedgerSummary[] = [
  {
    ...{ kind: 'reference', holder: BULKHEAD, owner: SHAPES, contract: 'shape', objects: 12, tokens: 14 },
    ...{ since: NOW - 12 * MINUTE, acquiredBy: 'the property grid' },
    lease: { state: 'active', remaining: 4 * MINUTE, sponsors: ['the view Canvas'] },
  },
  {
    ...{ kind: 'reference', holder: NOTES, owner: BULKHEAD, contract: 'dictionary', objects: 1, tokens: 1 },
    ...{ since: NOW - 44 * MINUTE, acquiredBy: 'words.open' },
    lease: { state: 'null', remaining: null, sponsors: [] },
  },
  {
    ...{ kind: 'file', holder: NOTES, owner: BULKHEAD, contract: 'harbour.txt', objects: 1, tokens: 1 },
    ...{ since: NOW - 3 * MINUTE, acquiredBy: '', lease: null },
  },
  {
    ...{ kind: 'call', holder: NOTES, owner: BULKHEAD, contract: 'calls', objects: 1, tokens: 2 },
    ...{ since: null, acquiredBy: '', lease: null },
  },
];
