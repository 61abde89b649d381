import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findRuntime } from '../../tools/runtime.ts';
import { type Launch, launch, temporaryFolder } from './runtime.ts';
import { standinGaps } from './standin-gaps.ts';

interface FactModule {
  readonly facts: Record<string, unknown>;
}

/** All facts of a group in one start, on a machine that may be busy with other things. */
const GROUP_LIMIT_MS = 240_000;
const factsFolder = join(import.meta.dirname, 'app/facts');
const isStandin = findRuntime().kind === 'stand-in';

for (const file of readdirSync(factsFolder)) {
  const { facts } = (await import(join(factsFolder, file))) as FactModule;
  describeGroup(file.replace(/\.mjs$/, ''), Object.keys(facts));
}

function describeGroup(group: string, names: readonly string[]): void {
  describe(group, () => {
    const userData = temporaryFolder();
    let app: Launch | undefined;
    const results = new Map<string, string | null>();

    beforeAll(async () => {
      app = launch(userData.path, [`--facts=${group}`]);
      await app.ended;
      for (const line of app.lines.filter((text) => text.startsWith('FACT '))) {
        const { name, error } = JSON.parse(line.slice('FACT '.length)) as { name: string; error: string | null };
        results.set(name, error);
      }
    }, GROUP_LIMIT_MS);
    afterAll(async () => {
      app?.process.kill('SIGKILL');
      await app?.ended;
      userData.remove();
    });

    test.each(names)('%s', (name) => {
      const error = results.get(name) ?? (results.has(name) ? null : 'the app ended before this fact');
      const gap = isStandin ? standinGaps[name] : undefined;
      if (gap === undefined) expect(error).toBeNull();
      else expect(error, `the stand-in does this now, so it is no gap any more: ${gap}`).not.toBeNull();
    });
  });
}
