import { expect } from 'vitest';
import type { ScriptedAddin } from '../../../addins/runtime/testing/scripted-addin.ts';
import type { LoadedPackage } from '../generation.ts';
import {
  createDomainFixture,
  type DomainFixture,
  expectNothingLeft,
  type PackageOptions,
  packageOf,
  settle,
} from './domain-fixture.ts';

/** What somebody is in the middle of. */
export const text = 'half a sentence';
export const keeper: ScriptedAddin = { saveState: () => ({ text }) };

/** The package of version 2. */
export function newer(options: PackageOptions = {}): LoadedPackage {
  return packageOf('v2', { version: '2.0.0', ...options });
}

/** Version 1 serves. */
export async function running(v1: ScriptedAddin, v2: ScriptedAddin): Promise<DomainFixture> {
  const fixture = createDomainFixture({ v1, v2 });
  await fixture.domain.start(packageOf('v1'));
  fixture.stateNames.length = 0;
  return fixture;
}

/** Version 1 serves as if nothing had happened, and version 2 is gone. Ends the domain. */
export async function expectOldServes(fixture: DomainFixture): Promise<void> {
  const { domain, launcher, released } = fixture;
  await settle();
  expect(domain.current).toMatchObject({ number: 1, state: 'current' });
  expect(domain.state).toBe('running');
  expect(launcher.living).toHaveLength(1);
  expect(released).toEqual([2]);
  expect((await domain.current?.session.call('domain.ping', []))?.openCalls).toBe(0);
  expect(fixture.crashes).toEqual([]);
  await domain.dispose();
  expectNothingLeft(fixture);
}
