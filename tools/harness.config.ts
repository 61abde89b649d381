import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the window over the fake host: `npx vite build -c tools/harness.config.ts`. */
export default defineConfig({
  root: 'renderer',
  plugins: [react()],
  build: {
    outDir: '../.cache/harness',
    emptyOutDir: true,
    minify: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { input: 'renderer/harness.html' },
  },
});
