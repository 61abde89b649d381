import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT } from '../runtime.ts';
import { makeCompartmentSafe } from './compartment-safe.ts';

/** React and its kin choose their production build by this expression. */
const PRODUCTION = { define: { 'process.env.NODE_ENV': JSON.stringify('production') } };

/**
 * What runs inside a domain outside the compartment. It is bundled apart from main so that no chunk is shared: nothing
 * of the host's code is ever loaded beside an add-in.
 */
export async function bundleDomain(): Promise<void> {
  const bundle = await rolldown({
    input: join(ROOT, 'addins/runtime/bootstrap.ts'),
    platform: 'node',
    external: ['electron', 'koffi'],
    transform: PRODUCTION,
    tsconfig: false,
  });
  const file = join(ROOT, 'out/main/domain.js');
  await bundle.write({ file, format: 'esm', codeSplitting: false, minify: true, sourcemap: false });
  await bundle.close();
}

/** The script that every compartment evaluates before an add-in's own: React, the reconciler and the SDK. */
export async function bundleSdk(): Promise<void> {
  const bundle = await rolldown({
    input: join(ROOT, 'addins/sdk/compartment.ts'),
    platform: 'neutral',
    resolve: { conditionNames: ['production', 'import', 'default'], mainFields: ['module', 'main'] },
    transform: { ...PRODUCTION, jsx: { runtime: 'automatic' } },
    tsconfig: false,
  });
  const file = join(ROOT, 'out/sdk/sdk.js');
  await bundle.write({ file, format: 'iife', codeSplitting: false, minify: true, sourcemap: false });
  await bundle.close();
  writeFileSync(file, makeCompartmentSafe(readFileSync(file, 'utf8')));
}
