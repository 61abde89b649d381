import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { vocabulary } from '../addins/protocol/ui/vocabulary.ts';
import { COMPONENT_DOCS, componentDocs } from './write-component-docs.ts';

test('docs/components.md says what the vocabulary says; write it anew with "node tools/write-component-docs.ts"', () => {
  expect(readFileSync(COMPONENT_DOCS, 'utf8')).toBe(componentDocs());
});

test('every component of the vocabulary has its chapter, and nothing else has', () => {
  const chapters = [...componentDocs().matchAll(/^### (.+)$/gm)].map(([, name]) => name);
  expect(chapters).toEqual(Object.keys(vocabulary));
});
