import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { vocabulary } from '../addins/protocol/ui/vocabulary.ts';
import { COMPONENT_DOCS, componentDocs } from './write-component-docs.ts';

test('docs/components.md says what the vocabulary says; write it anew with "node tools/write-component-docs.ts"', () => {
  expect(readFileSync(COMPONENT_DOCS, 'utf8')).toBe(componentDocs());
});

test('every component has its chapter', () => {
  const docs = componentDocs();
  for (const name of Object.keys(vocabulary)) expect(docs).toContain(`\n### ${name}\n`);
});
