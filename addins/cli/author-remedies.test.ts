import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { BulkheadError, type ErrorCode, isErrorCode } from '../protocol/errors.ts';
import { authorRemedy } from './author-remedies.ts';

/** Sources of this tool, and everything of the host and the protocol that they import. */
function sourcesOfTool(): string[] {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const own = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('testing'))
    .map((file) => path.join(folder, file));
  const seen = new Set(own);
  for (const file of seen) {
    for (const [, imported = ''] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+\.ts)'/g)) {
      seen.add(path.resolve(path.dirname(file), imported));
    }
  }
  return [...seen];
}

/** Codes named in code that this tool runs: thrown, or given to what is not ours. */
function codesOfTool(): ErrorCode[] {
  // The last one compares with what is installed: this tool installs nothing.
  const others = /(protocol[/\\]errors|author-remedies|packages[/\\]update-rules)\.ts$/;
  const texts = sourcesOfTool().filter((file) => !others.test(file));
  const names = texts.flatMap((file) => readFileSync(file, 'utf8').match(/(?<=')E_[A-Z_]+(?=')/g) ?? []);
  return [...new Set(names)].filter(isErrorCode);
}

test('every code that the tool can meet has words for authors', () => {
  const codes = codesOfTool();
  expect(codes).toEqual(
    expect.arrayContaining(['E_BAD_PACKAGE', 'E_HASH', 'E_BUILD', 'E_OLDER_RUNTIME', 'E_UNSAFE_CODE']),
  );
  const unchanged = [...codes, 'E_INTERNAL' as const].filter((code) => {
    const error = new BulkheadError(code);
    return authorRemedy(error) === error.remedy;
  });
  // Only authors ever meet these: their words are for them already.
  expect(unchanged).toEqual(['E_BUILD', 'E_CONTRACT_FILE', 'E_CONTRACT_VERSION']);
});

test('no author is sent to the publisher or told to install', () => {
  for (const code of codesOfTool()) {
    expect(authorRemedy(new BulkheadError(code))).not.toMatch(/publisher|install|below/i);
  }
});

test('a code that the tool does not know keeps the words for everybody', () => {
  const error = new BulkheadError('E_QUARANTINED');
  expect(authorRemedy(error)).toBe(error.remedy);
});
