import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { rolldown } from 'rolldown';
import { build as buildPage } from 'vite';
import { verifyOutput } from '../../tools/build/verify-output.ts';
import { ROOT } from '../../tools/runtime.ts';
import { BENCH, GUEST_PROCESS } from './bench-files.ts';

/**
 * Makes out/bench. The product's bundles are copied, so that a build during the run changes nothing; the page is built
 * from the product's sources with an entry that lets the benchmark at its model.
 */
export async function buildBench(): Promise<void> {
  rmSync(BENCH.out, { recursive: true, force: true });
  for (const name of ['main', 'preload', 'sdk'] as const) {
    cpSync(join(ROOT, 'out', name), BENCH[name], { recursive: true });
  }
  writeManifest(BENCH.windowApp, 'start.js');
  writeManifest(BENCH.processApp, 'main.js');
  await bundleScript('bench/app/window-app.ts', join(BENCH.windowApp, 'start.js'), "import './main/main.js';");
  await bundleScript('bench/app/process-app.ts', join(BENCH.processApp, 'main.js'));
  await bundleScript('bench/app/bare-child.ts', join(BENCH.processApp, 'bare-child.js'));
  await bundleGuestProcess();
  await bundlePage();
  // Somebody else's build may have run at the same time.
  verifyOutput(BENCH.out);
}

/** The host's version decides which packages it takes: it must be the product's. */
function writeManifest(folder: string, main: string): void {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'bulkhead-bench', version, type: 'module', main }),
  );
}

async function bundleScript(input: string, file: string, banner = ''): Promise<void> {
  const bundle = await rolldown({
    input: join(ROOT, input),
    platform: 'node',
    external: ['electron'],
    tsconfig: false,
  });
  await bundle.write({ file, format: 'esm', codeSplitting: false, banner });
  await bundle.close();
}

/** Sources as tools/build/guest-bundles.ts bundles them for a compartment: React must be the one that add-ins run on. */
async function bundleGuestProcess(): Promise<void> {
  const bundle = await rolldown({
    input: join(ROOT, 'bench/guest/guest-process.ts'),
    platform: 'node',
    resolve: { conditionNames: ['production', 'import', 'default'] },
    transform: { define: { 'process.env.NODE_ENV': JSON.stringify('production') }, jsx: { runtime: 'automatic' } },
    tsconfig: false,
  });
  // Names stay, for whoever takes a profile.
  await bundle.write({ file: GUEST_PROCESS, format: 'esm', codeSplitting: false });
  await bundle.close();
}

/** As electron.vite.config.ts builds the window. */
async function bundlePage(): Promise<void> {
  await buildPage({
    configFile: false,
    logLevel: 'error',
    root: join(ROOT, 'bench', 'page'),
    base: './',
    plugins: [react()],
    build: {
      outDir: BENCH.renderer,
      minify: true,
      target: 'esnext',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
    },
  });
}
