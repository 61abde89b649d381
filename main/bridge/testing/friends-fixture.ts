import type { ContractInput } from '../../../addins/protocol/contracts/contract-schema.ts';
import type { ManifestInput } from '../../../addins/protocol/manifest.ts';
import type { Plain } from '../../../addins/protocol/plain-data.ts';
import {
  type ScriptedAddin,
  type ScriptedServiceCall,
  scriptOf,
} from '../../../addins/runtime/testing/scripted-addin.ts';
import { samplePackage } from '../../packages/testing/sample-package.ts';
import { openHost, type TestPage } from './host-fixture.ts';

/** An add-in's way to its host. */
export type ScriptedHost = ScriptedServiceCall['host'];

export const CALC = 'acme.calc';
export const NOTES = 'acme.notes';

/** One installed add-in: the key of its script, and what of its manifest is not the same in all. */
export interface Installed extends Pick<ManifestInput, 'version' | 'provides' | 'consumes' | 'adapters'> {
  name: string;
  script: string;
  callers?: string[];
  /** What its package describes. */
  contracts?: readonly ContractInput[];
}

export async function installAddin(
  page: TestPage,
  { script, callers = [], contracts = [], ...contents }: Installed,
): Promise<void> {
  const { provides = [], consumes = [], name } = contents;
  const names = (entries: readonly { contract: string }[]) => entries.map(({ contract }) => contract);
  const permissions = [
    { name: 'ui.view' },
    ...(provides.length > 0 ? [{ name: 'addin.export', parameters: { contracts: names(provides), callers } }] : []),
    ...(consumes.length > 0 ? [{ name: 'addin.call', parameters: { contracts: names(consumes) } }] : []),
  ];
  const manifest = {
    ...contents,
    displayName: name.replace(/^./, (letter) => letter.toUpperCase()),
    permissions,
    commands: [
      { id: 'go', title: 'Go' },
      { id: 'wait', title: 'Wait' },
    ],
  };
  const files = contracts.map(({ id, version, ...more }, index) => [
    `contracts/${index}-${id}.contract.json`,
    JSON.stringify({ id, version, ...more }),
  ]);
  const bytes = samplePackage({ manifest, script: scriptOf(script), files: Object.fromEntries(files) });
  const staged = await page.call('stagePackage', {
    ...{ fileName: `${name}.addin`, files: null },
    bytes: new Uint8Array(bytes),
  });
  if (!staged.ok) throw new Error(staged.problem.message);
  await page.call('installStaged', staged.staged.stageId);
}

/** Calls a member of another add-in, as the SDK would. */
export const callFrom = (
  host: ScriptedHost,
  [contract, member]: readonly [contract: string, member: string],
  options: Record<string, Plain> = {},
) => host.call('services.call', [contract, member, [], options]);

export const provides = (contract: string, more: object = {}) => [{ contract, version: '1.0', ...more }];
export const consumes = (contract: string) => [{ contract, version: '1.0' }];
export const service = (
  contract: string,
  members: Record<string, (call: ScriptedServiceCall) => unknown>,
): ScriptedAddin => ({
  services: { [contract]: members },
});

/** The scripts `scripts`, and one under `notes` that does nothing but give its way to the host. */
export async function openWithCaller(
  scripts: Readonly<Record<string, ScriptedAddin>>,
  { onEvent }: Pick<ScriptedAddin, 'onEvent'> = {},
) {
  let notes: ScriptedHost | undefined;
  const opened = await openHost({
    ...scripts,
    notes: {
      activate: (_activation, host) => {
        notes = host;
      },
      commands: { go: () => null },
      ...(onEvent ? { onEvent } : {}),
    },
  });
  const page = opened.load();
  return {
    ...opened,
    page,
    /** Once they are installed: Notes may call, and runs. Answers with its way to the host. */
    async startCaller(): Promise<ScriptedHost> {
      await page.call('setAnswer', 'notes', 'addin.call', 'allow');
      await page.call('runCommand', 'notes', 'go');
      if (!notes) throw new Error('Notes were not activated.');
      return notes;
    },
  };
}

/** Calc and Notes, each offering something that the other one uses. */
export async function friends(
  calc: ScriptedAddin,
  notes: ScriptedAddin,
  { ordered = false }: { ordered?: boolean } = {},
): Promise<{ page: TestPage; go(): Promise<void> } & Awaited<ReturnType<typeof openHost>>> {
  const opened = await openHost({ calc, notes, calc2: service(CALC, { add: () => 'calc 2' }) });
  const page = opened.load();
  const both = { version: '1.0.0' };
  await installAddin(page, {
    ...{ ...both, name: 'calc', script: 'calc' },
    ...{ provides: provides(CALC, { ordered }), consumes: consumes(NOTES) },
  });
  await installAddin(page, {
    ...{ ...both, name: 'notes', script: 'notes' },
    ...{ provides: provides(NOTES, { ordered }), consumes: consumes(CALC) },
  });
  for (const id of ['calc', 'notes']) await page.call('setAnswer', id, 'addin.call', 'allow');
  return { ...opened, page, go: () => page.call('runCommand', 'notes', 'go') };
}
