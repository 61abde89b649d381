import type { ManifestInput } from '../protocol/manifest.ts';

export interface TemplateOptions {
  /** Name of the package, such as `my-addin`. */
  name: string;
  /** Range for `engines.host`. */
  hostRange: string;
  /** Where an editor finds the types: from a module's name to a file, relative to the new folder. */
  paths: Readonly<Record<string, string>>;
  /** File with the types of the globals, relative to the new folder. */
  environment: string;
}

/** The files of a new add-in, by path. */
export function templateFiles(options: TemplateOptions): ReadonlyMap<string, string> {
  return new Map([
    ['addin.json', json(manifest(options))],
    ['src/main.tsx', SOURCE],
    ['tsconfig.json', json(typescriptConfig(options))],
    ['README.md', readme(options)],
    ['.gitignore', 'node_modules/\n.bulkhead/\n*.addin\n'],
  ]);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** `my-addin` becomes `My addin`. */
function titleOf(name: string): string {
  const words = name.replace(/[-_.]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function manifest({ name, hostRange }: TemplateOptions): ManifestInput {
  return {
    name,
    version: '0.1.0',
    displayName: titleOf(name).slice(0, 50),
    description: 'Says hello, and keeps the name when it is replaced by a newer version.',
    main: 'main.js',
    engines: { host: hostRange },
    views: [{ id: 'main', title: 'Hello', width: 420, height: 260 }],
    commands: [{ id: 'greet', title: 'Say hello', view: 'main' }],
    permissions: [{ name: 'ui.view' }, { name: 'log.write' }],
    state: { version: 1 },
  };
}

function typescriptConfig({ paths, environment }: TemplateOptions): object {
  return {
    compilerOptions: {
      target: 'ESNext',
      lib: ['ESNext'],
      types: [],
      module: 'ESNext',
      moduleResolution: 'bundler',
      jsx: 'react-jsx',
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      paths: Object.fromEntries(Object.entries(paths).map(([module, file]) => [module, [file]])),
    },
    include: ['src', environment],
  };
}

const SOURCE = `import { Button, defineAddin, Stack, Text, TextField, useKept } from '@bulkhead/sdk';

function Hello() {
  // Kept: a newer version of this view starts with it, while the window stays open.
  const [name, setName] = useKept<string>('name', 'world');
  const [greeted, setGreeted] = useKept<string>('greeted', '');
  return (
    <Stack padding="m" align="start">
      <TextField label="Name" value={name} onChange={setName} />
      <Button kind="primary" onPress={() => setGreeted(name)}>
        Greet
      </Button>
      {greeted === '' ? null : <Text>{\`Hello, \${greeted}!\`}</Text>}
    </Stack>
  );
}

export default defineAddin({
  views: { main: Hello },
  commands: {
    greet: (host) => host.log.info('Hello from the command.'),
  },
});
`;

function readme({ name }: TemplateOptions): string {
  return `# ${titleOf(name)}

An add-in for Bulkhead.

| command | what it does |
|---|---|
| \`bulkhead dev .\` | builds on every save and swaps the add-in in the running host |
| \`bulkhead pack .\` | makes \`${name}-0.1.0.addin\`, to be dropped on the window of Bulkhead |
| \`bulkhead verify <file>\` | runs the checks of the host over a package |

- \`addin.json\` says what the add-in is, which views and commands it has, and which permissions it wants.
- \`src/main.tsx\` is where it begins. Files in \`assets/\` are packed along.
- \`tsconfig.json\` tells an editor where the types are. They belong to the Bulkhead that created this folder;
  correct the paths when that has moved.
`;
}
