import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** Loaded from node_modules at run time: `electron` is the runtime itself, `koffi` carries a native library. */
const EXTERNAL = ['electron', 'koffi'];

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      rolldownOptions: {
        input: { main: 'main/main.ts', 'script-check-worker': 'main/packages/script-check-worker.ts' },
        external: EXTERNAL,
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload can require nothing but electron, and only as CommonJS.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'preload/preload.ts' },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      // The window's policy is script-src 'self': nothing may be inlined, neither helpers nor small assets.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: { input: 'renderer/index.html' },
    },
  },
});
