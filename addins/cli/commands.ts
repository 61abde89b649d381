import type { Command } from './command.ts';

/** What the tool can do, in the order of the overview. The code of a command is read when it runs: help comes at once. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'create',
    summary: 'writes a small add-in to start from',
    positionals: ['<folder>'],
    options: { name: { type: 'string' } },
    help: `
Writes addin.json, src/main.tsx, tsconfig.json and a README into a new or empty folder.
It packs as it is, without a network.

  --name <name>    the name of the package; made from the folder's name when left out`,
    run: async (input) => (await import('./commands/create.ts')).create(input),
  },
  {
    name: 'dev',
    summary: 'builds on every save and swaps the add-in in the running host',
    positionals: ['<folder>'],
    options: { entry: { type: 'string' }, 'no-launch': { type: 'boolean' } },
    help: `
Builds the add-in into <folder>/.bulkhead/build and starts Bulkhead, or tells the one that runs, to watch
that folder. From then on every save replaces the add-in while its windows stay open. End it with Ctrl+C.

  --entry <file>   the first source file; src/main.tsx (or .ts, .jsx, .js) when left out
  --no-launch      only builds; start Bulkhead yourself with --dev-folder=<folder>/.bulkhead/build

With --json one line for each build.`,
    run: async (input) => (await import('./commands/dev.ts')).dev(input),
  },
  {
    name: 'pack',
    summary: 'makes an .addin file from a folder of sources',
    positionals: ['<folder>'],
    options: {
      out: { type: 'string' },
      entry: { type: 'string' },
      minify: { type: 'boolean' },
      key: { type: 'string' },
    },
    help: `
Bundles the sources into one script, adds assets/ and a LICENSE file, writes the hashes, and runs the
checks of the host over the result. The same sources give the same bytes.

  --out <file>     the file to write; <name>-<version>.addin in the current folder when left out
  --entry <file>   the first source file; src/main.tsx (or .ts, .jsx, .js) when left out
  --minify         makes the script shorter
  --key <file>     signs with this Ed25519 private key (PEM)`,
    run: async (input) => (await import('./commands/pack.ts')).pack(input),
  },
  {
    name: 'verify',
    summary: 'checks a package as the host would',
    positionals: ['<file>'],
    options: {},
    help: `
Runs every check that an installation runs, and says what the package is and what it may do.
A folder that holds a packed add-in can be given as well.
Exit code 1 and a code, such as E_HASH, when the host would refuse it.`,
    run: async (input) => (await import('./commands/verify.ts')).verify(input),
  },
  {
    name: 'inspect',
    summary: 'shows everything that is inside a package',
    positionals: ['<file>'],
    options: {},
    help: `
Lists identity, views, commands, permissions and files of a package that passes the checks.
With --json the whole manifest and the hash of every file.`,
    run: async (input) => (await import('./commands/inspect.ts')).inspect(input),
  },
  {
    name: 'contract',
    summary: 'checks a contract, compares two versions, writes its types',
    positionals: ['<file>', '[newer]'],
    options: { types: { type: 'string' } },
    help: `
With one file: says whether it is a valid contract. With two: lists what changed from the first to the second,
and refuses (exit code 1) when the version of the second does not say so.

  --types <file>   writes the TypeScript of the contract: types, a base class, a client`,
    run: async (input) => (await import('./commands/contract.ts')).contract(input),
  },
];
