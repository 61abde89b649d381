import { z } from 'zod';
import { CONTRACTS_PER_ADDIN, contractId, contractVersion } from './contract-id.ts';
import { contractLine } from './contracts/contract-names.ts';
import { NAME_LENGTH, NAME_PATTERN, VERSION_PATTERN } from './identity.ts';
import { isPermissionName, PERMISSION_NAMES, PERMISSIONS } from './permissions.ts';
import { shownText } from './shown-text.ts';

/** The name of the manifest inside a package. */
export const MANIFEST_FILE = 'addin.json';
/** path -> sha256 of every other file of the package, sorted by code unit. */
export const INTEGRITY_FILE = 'integrity.json';
export const SIGNATURE_FILE = 'signature.json';
/** A manifest is read whole before anything is checked: keep it small. */
export const MANIFEST_BYTES = 256 * 1024;

/** A path inside the package: relative, forward slashes, no dots, as the first gate allows. */
export const packagePath = z
  .string()
  .min(1)
  .max(240)
  .regex(
    /^[A-Za-z0-9_-][A-Za-z0-9_. -]*(\/[A-Za-z0-9_-][A-Za-z0-9_. -]*)*$/,
    'must be a relative path with forward slashes',
  );

const localId = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9-]{0,63}$/, 'starts with a small letter; letters, digits and hyphens');

const viewSchema = z.strictObject({
  id: localId,
  title: shownText(60),
  /** Several frames of this view may be open at once. */
  multiple: z.boolean().default(false),
  width: z.int().min(200).max(2400).default(560),
  height: z.int().min(120).max(1600).default(420),
});

const commandSchema = z.strictObject({
  id: localId,
  title: shownText(60),
  view: localId.optional(),
});

const permissionSchema = z
  .strictObject({
    name: z.string().max(64),
    parameters: z.record(z.string(), z.unknown()).default({}),
    /** Shown quoted, after the add-in's name. */
    reason: shownText(120).optional(),
    optional: z.boolean().default(false),
  })
  .superRefine((entry, context) => {
    if (!isPermissionName(entry.name)) {
      context.addIssue({
        code: 'custom',
        path: ['name'],
        message: `there is no permission "${entry.name}"`,
      });
      return;
    }
    const parsed = PERMISSIONS[entry.name].parameters.safeParse(entry.parameters);
    for (const issue of parsed.error?.issues ?? []) {
      context.addIssue({
        code: 'custom',
        path: ['parameters', ...issue.path],
        message: issue.message,
      });
    }
  });

const providedSchema = z.strictObject({
  contract: contractId,
  version: contractVersion,
  /** Calls are answered one after the other, in the order in which they came. */
  ordered: z.boolean().default(false),
  /** What whoever calls must be allowed itself. */
  demands: z.array(z.enum(PERMISSION_NAMES)).max(10).default([]),
});

const consumedSchema = z.strictObject({
  contract: contractId,
  /** The oldest version that will do; a later one of the same major version does as well. */
  version: contractVersion,
  optional: z.boolean().default(false),
});

const adapterSchema = z.strictObject({
  /** What the provider speaks, such as `acme.calc@2`. */
  from: contractLine,
  /** What whoever calls speaks. */
  to: contractLine,
  /** Something is lost on the way: another way is taken where there is one. */
  lossy: z.boolean().default(false),
});

const stateSchema = z.strictObject({
  /** Version of the form in which state is saved; `restoreState` gets it back. */
  version: z.int().min(1).max(1_000_000).default(1),
  /** When the new version refuses the state: true keeps the old version, false starts fresh. */
  required: z.boolean().default(true),
});

export const manifestSchema = z
  .strictObject({
    $schema: z.string().max(300).optional(),
    name: z.string().max(NAME_LENGTH).regex(NAME_PATTERN, 'letters, digits, "-", "_" and "." only'),
    version: z.string().regex(VERSION_PATTERN, 'a version looks like "1.2.3"'),
    culture: z.literal('neutral').default('neutral'),
    type: z.literal('addin').default('addin'),
    displayName: shownText(50),
    publisher: shownText(60).optional(),
    description: shownText(300).optional(),
    /** #rrggbb, the colour of the add-in's mark. */
    color: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i)
      .default('#5b6b86'),
    /** Base64 of the Ed25519 SPKI key; absent for an unsigned package. */
    publicKey: z.string().max(100).optional(),
    main: packagePath,
    engines: z.strictObject({ host: z.string().max(60) }).default({ host: '>=0.1.0' }),
    views: z.array(viewSchema).max(20).default([]),
    commands: z.array(commandSchema).max(50).default([]),
    permissions: z.array(permissionSchema).max(40).default([]),
    /** Contracts that other add-ins may call, where `addin.export` is granted. */
    provides: z.array(providedSchema).max(CONTRACTS_PER_ADDIN).default([]),
    /** Contracts of other add-ins that this one calls, where `addin.call` is granted. */
    consumes: z.array(consumedSchema).max(CONTRACTS_PER_ADDIN).default([]),
    /** Steps between versions of contracts that its script brings along: see defineAdapter. */
    adapters: z.array(adapterSchema).max(CONTRACTS_PER_ADDIN).default([]),
    state: stateSchema.default({ version: 1, required: true }),
  })
  .superRefine((manifest, context) => {
    unique(manifest.views, { field: 'views', key: 'id' }, context);
    unique(manifest.commands, { field: 'commands', key: 'id' }, context);
    unique(manifest.provides, { field: 'provides', key: 'contract' }, context);
    unique(manifest.consumes, { field: 'consumes', key: 'contract' }, context);
    const views = new Set(manifest.views.map((view) => view.id));
    manifest.commands.forEach((command, index) => {
      if (command.view && !views.has(command.view)) {
        context.addIssue({
          code: 'custom',
          path: ['commands', index, 'view'],
          message: 'names a view that is not declared',
        });
      }
    });
  });

function unique<Key extends string>(
  entries: readonly Readonly<Record<Key, string>>[],
  { field, key }: { field: string; key: Key },
  context: z.RefinementCtx,
): void {
  const seen = new Set<string>();
  entries.forEach((entry, index) => {
    if (seen.has(entry[key])) {
      context.addIssue({ code: 'custom', path: [field, index, key], message: 'is used twice' });
    }
    seen.add(entry[key]);
  });
}

/** What the host knows of a package after the gate. */
export type Manifest = z.output<typeof manifestSchema>;
/** What an author writes. */
export type ManifestInput = z.input<typeof manifestSchema>;
