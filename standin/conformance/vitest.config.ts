import { defineConfig } from 'vitest/config';

/** A group of facts shares one start of the runtime; groups run one after the other, for they start engines. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
