/**
 * The import table of ARCHITECTURE.md as data. Deny by default: a layer may import what its row lists and nothing else,
 * type-only imports included. A file belongs to the first row whose `files` matches; a file in no row is an error.
 * Patterns are regular expressions over paths from the repository root; `$1` stands for the first group of `files`.
 */
export interface Layer {
  readonly name: string;
  readonly files: string;
  /** Source files that may be imported. */
  readonly may: readonly string[];
  /** Packages that may be imported, by name. */
  readonly packages?: readonly string[];
  /** Whether Node's own modules may be imported. */
  readonly node?: true;
  /** What only the tests of this layer may import as well. */
  readonly tests?: { readonly may?: readonly string[]; readonly packages: readonly string[] };
  /** The row is for named files; their tests carry other names and so belong to the folder's row. */
  readonly oneFile?: true;
  /** A file and an import that break this row: the check of the checks. Unset where a row forbids nothing. */
  readonly planted: { readonly file: string; readonly imports: string };
}

const PROTOCOL = '^addins/protocol/';
const SDK = '^addins/sdk/';
const RUNTIME = '^addins/runtime/';
const BRIDGE = '^preload/bridge\\.ts$';
const DESIGN = '^renderer/design/';
const INSPECTOR = '^renderer/inspector/';
const REMOTE_UI = '^renderer/remote-ui/';
const WINDOW_BRIDGE = '^renderer/bridge\\.ts$';
const BASE = '^main/base/';
const PACKAGES = '^main/packages/';
const BINDING = '^main/binding/';
const POLICY = '^main/policy/';
const BROKER = '^main/broker/';
const DOMAINS = '^main/domains/';
const REMOTING = '^main/remoting/';
const SHELL = '^main/shell/';
const REACT = ['react'];
const WINDOW_PARTS = ['react', '@base-ui/react', 'lucide-react'];

export const LAYERS: readonly Layer[] = [
  {
    name: 'addins/protocol',
    files: PROTOCOL,
    may: [PROTOCOL],
    packages: ['zod'],
    planted: { file: 'addins/protocol/bad.ts', imports: 'node:fs' },
  },
  {
    name: 'addins/sdk reconciler',
    files: '^addins/sdk/reconciler(/|\\.tsx?$)',
    may: [PROTOCOL, SDK],
    packages: ['react', 'react-reconciler', 'scheduler'],
    planted: { file: 'addins/sdk/reconciler.ts', imports: '../runtime/bootstrap.ts' },
  },
  {
    name: 'addins/sdk',
    files: SDK,
    may: [PROTOCOL, SDK],
    packages: REACT,
    // The SDK as the script it becomes.
    tests: { packages: ['rolldown'] },
    planted: { file: 'addins/sdk/bad.ts', imports: 'react-reconciler' },
  },
  {
    name: 'addins/runtime',
    files: RUNTIME,
    // One door to the SDK: the contract of the script that it evaluates. The SDK's code is never bundled into it.
    may: [PROTOCOL, RUNTIME, '^addins/sdk/guest-runtime\\.ts$'],
    packages: ['ses', 'koffi'],
    node: true,
    planted: { file: 'addins/runtime/bad.ts', imports: 'electron' },
  },
  {
    // What packs the samples and makes data for them; it is no part of a package.
    name: 'addins/samples tools',
    files: '^addins/samples/(pack-all|csv/generate)\\.ts$',
    may: [],
    node: true,
    oneFile: true,
    planted: { file: 'addins/samples/pack-all.ts', imports: '../cli/pack.ts' },
  },
  {
    name: 'addins/samples',
    files: '^addins/samples/((?:hostile/)?[^/]+)/',
    may: ['^addins/samples/$1/', '^addins/sdk/index\\.ts$'],
    packages: REACT,
    // Contracts over a wire: the codecs and the session that stand between host and add-in.
    tests: { may: [PROTOCOL], packages: ['zod'] },
    planted: { file: 'addins/samples/bad/main.ts', imports: '../../protocol/errors.ts' },
  },
  {
    name: 'addins/cli',
    files: '^addins/cli/',
    may: ['^addins/cli/', PROTOCOL, PACKAGES, BASE],
    packages: ['rolldown', 'acorn', 'chokidar'],
    node: true,
    planted: { file: 'addins/cli/bad.ts', imports: '../../main/policy/decide.ts' },
  },
  {
    name: 'preload/bridge.ts',
    files: BRIDGE,
    may: [PROTOCOL],
    oneFile: true,
    planted: { file: 'preload/bridge.ts', imports: 'electron' },
  },
  {
    name: 'preload',
    files: '^preload/',
    may: [BRIDGE],
    packages: ['electron'],
    planted: { file: 'preload/bad.ts', imports: '../addins/protocol/errors.ts' },
  },
  {
    name: 'renderer/design',
    files: DESIGN,
    may: [DESIGN],
    packages: WINDOW_PARTS,
    planted: { file: 'renderer/design/bad.tsx', imports: '../bridge.ts' },
  },
  {
    name: 'renderer/bridge.ts',
    files: WINDOW_BRIDGE,
    may: [BRIDGE, PROTOCOL],
    packages: ['comlink'],
    oneFile: true,
    planted: { file: 'renderer/bridge.ts', imports: 'electron' },
  },
  {
    // Knows objects by description only: whose they are is the business of whoever gives it a source.
    name: 'renderer/inspector',
    files: INSPECTOR,
    may: [INSPECTOR, DESIGN, PROTOCOL],
    packages: WINDOW_PARTS,
    // The SDK's end of the conversation, and the window's.
    tests: { may: [SDK, REMOTE_UI], packages: ['react-dom'] },
    planted: { file: 'renderer/inspector/bad.tsx', imports: '../remote-ui/addin-link.ts' },
  },
  {
    name: 'renderer/remote-ui',
    files: REMOTE_UI,
    may: [REMOTE_UI, INSPECTOR, DESIGN, PROTOCOL],
    packages: [...WINDOW_PARTS, '@tanstack/react-virtual', 'uplot'],
    // Both ends of a view in one process, and in a real browser.
    tests: { may: [SDK], packages: ['react-dom', '@playwright/test', 'vite'] },
    planted: { file: 'renderer/remote-ui/bad.tsx', imports: '../bridge.ts' },
  },
  {
    name: 'renderer features',
    files: '^renderer/([^/]+)/',
    may: ['^renderer/$1/', DESIGN, WINDOW_BRIDGE, REMOTE_UI, BRIDGE, PROTOCOL],
    packages: ['react', 'zustand', '@tanstack/react-virtual', 'lucide-react'],
    // What a part of a page says, as text.
    tests: { packages: ['react-dom'] },
    planted: { file: 'renderer/gallery/bad.tsx', imports: '../workspace/frame.tsx' },
  },
  {
    name: 'renderer entry',
    files: '^renderer/[^/]+\\.tsx?$',
    may: ['^renderer/', BRIDGE, PROTOCOL],
    packages: ['react', 'react-dom', 'zustand', 'lucide-react'],
    planted: { file: 'renderer/app.tsx', imports: 'comlink' },
  },
  {
    name: 'main/base',
    files: BASE,
    may: [BASE],
    packages: ['write-file-atomic'],
    node: true,
    planted: { file: 'main/base/bad.ts', imports: '../../addins/protocol/errors.ts' },
  },
  {
    name: 'main/packages',
    files: PACKAGES,
    may: [PACKAGES, BASE, PROTOCOL],
    packages: ['acorn', 'chokidar', 'proper-lockfile', 'semver', 'write-file-atomic', 'yauzl', 'yazl', 'zod'],
    node: true,
    planted: { file: 'main/packages/bad.ts', imports: '../policy/decide.ts' },
  },
  {
    name: 'main/binding',
    files: BINDING,
    may: [BINDING, BASE, PROTOCOL, PACKAGES],
    packages: ['semver', 'zod'],
    planted: { file: 'main/binding/bad.ts', imports: 'node:fs' },
  },
  {
    name: 'main/policy store',
    files: '^main/policy/[a-z-]+-(store|rows|log|file)\\.ts$',
    may: [POLICY, BASE, PROTOCOL, BRIDGE],
    packages: ['write-file-atomic', 'zod'],
    node: true,
    oneFile: true,
    planted: { file: 'main/policy/bad-store.ts', imports: '../broker/fetch.ts' },
  },
  {
    name: 'main/policy',
    files: POLICY,
    may: [POLICY, BASE, PROTOCOL, BRIDGE],
    packages: ['zod'],
    planted: { file: 'main/policy/bad.ts', imports: 'node:fs' },
  },
  {
    name: 'main/broker',
    files: BROKER,
    may: [BROKER, BASE, PROTOCOL],
    packages: ['zod'],
    node: true,
    planted: { file: 'main/broker/bad.ts', imports: '../policy/decide.ts' },
  },
  {
    name: 'main/domains launcher',
    files: '^main/domains/utility-launcher\\.ts$',
    may: [DOMAINS, BASE, PROTOCOL, PACKAGES],
    packages: ['electron'],
    node: true,
    oneFile: true,
    planted: { file: 'main/domains/utility-launcher.ts', imports: '../shell/window.ts' },
  },
  {
    name: 'main/domains',
    files: DOMAINS,
    may: [DOMAINS, BASE, PROTOCOL, PACKAGES],
    packages: ['write-file-atomic', 'zod'],
    node: true,
    planted: { file: 'main/domains/bad.ts', imports: 'electron' },
  },
  {
    name: 'main/remoting dispatcher',
    files: '^main/remoting/(testing/)?dispatcher(\\.test|-fixture)?\\.ts$',
    may: [REMOTING, BASE, PROTOCOL, DOMAINS, POLICY, BROKER],
    node: true,
    planted: { file: 'main/remoting/dispatcher.ts', imports: '../shell/window.ts' },
  },
  {
    name: 'main/remoting',
    files: REMOTING,
    may: [REMOTING, BASE, PROTOCOL, DOMAINS],
    node: true,
    planted: { file: 'main/remoting/bad.ts', imports: '../policy/decide.ts' },
  },
  {
    name: 'main/shell',
    files: SHELL,
    may: [SHELL, BASE, BRIDGE],
    packages: ['electron'],
    node: true,
    // What main.ts puts in.
    tests: { may: [PROTOCOL], packages: [] },
    planted: { file: 'main/shell/bad.ts', imports: '../policy/decide.ts' },
  },
  {
    name: 'main/bridge',
    files: '^main/bridge/',
    may: ['^main/bridge/', BASE, PROTOCOL, PACKAGES, BINDING, POLICY, BROKER, DOMAINS, REMOTING, BRIDGE],
    packages: ['comlink', 'write-file-atomic', 'zod'],
    node: true,
    planted: { file: 'main/bridge/bad.ts', imports: 'electron' },
  },
  {
    name: 'main/main.ts',
    files: '^main/main\\.ts$',
    may: ['^main/', PROTOCOL, BRIDGE],
    packages: ['electron'],
    node: true,
    oneFile: true,
    planted: { file: 'main/main.ts', imports: '../addins/runtime/bootstrap.ts' },
  },
  {
    // Add-ins that exist for tests only: written like anybody's.
    name: 'e2e add-ins',
    files: '^e2e/addins/([^/]+)/',
    may: ['^e2e/addins/$1/', '^addins/sdk/index\\.ts$'],
    packages: REACT,
    planted: { file: 'e2e/addins/bad/src/main.ts', imports: '../../../driver/bulkhead.ts' },
  },
  {
    name: 'e2e',
    files: '^e2e/',
    may: ['^e2e/', '^tools/'],
    packages: ['@playwright/test', 'axe-core', 'electron', 'yazl', 'yauzl'],
    node: true,
    planted: { file: 'e2e/bad.ts', imports: '../main/policy/decide.ts' },
  },
  {
    name: 'standin',
    files: '^standin/',
    may: ['^standin/', '^tools/runtime\\.ts$', '^tools/setup/'],
    packages: ['@playwright/test', 'electron', 'ws', 'vitest'],
    node: true,
    planted: { file: 'standin/bad.ts', imports: '../main/policy/decide.ts' },
  },
  {
    name: 'tools and bench',
    files: '^(tools|bench)/|^[^/]+\\.config\\.ts$',
    may: ['^(tools|bench|standin|addins|main|preload|renderer)/'],
    packages: ['.*'],
    node: true,
    planted: { file: 'tools/bad.ts', imports: '../e2e/fixtures.ts' },
  },
];

/** What a test may import on top of its layer: the runners, Node for temporary files, and helpers made for tests. */
export const TEST_FILES = '\\.test\\.tsx?$|/testing/';
export const TEST_EXTRAS = {
  may: ['/testing/'],
  packages: ['vitest', 'fast-check', 'ajv', 'comlink'],
  node: true,
} as const;
