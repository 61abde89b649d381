import { expect, test } from 'vitest';
import { readState as readStateV1 } from '../../v1/src/state.ts';
import { readState } from './state.ts';

const NOTE = { id: 'n1', title: 'Lisbon', text: 'half a sent', changedAt: 5 };

test('takes over what version 1 left', () => {
  expect(readState({ selectedId: 'n1', draft: NOTE }, 1)).toEqual({ selectedId: 'n1', query: '', drafts: [NOTE] });
  expect(readState({ selectedId: null, draft: null }, 1)).toEqual({ selectedId: null, query: '', drafts: [] });
});

test('takes over what version 2 left', () => {
  const state = { selectedId: 'n1', query: 'lis', drafts: [NOTE] };
  expect(readState(state, 2)).toEqual(state);
});

test('what is damaged is left out', () => {
  expect(readState({ selectedId: 7, query: [], drafts: [1, NOTE, null] }, 2)).toEqual({
    selectedId: null,
    query: '',
    drafts: [NOTE],
  });
  expect(readState('nonsense', 2)).toEqual({ selectedId: null, query: '', drafts: [] });
});

test('refuses what a newer version left', () => {
  expect(() => readState({}, 3)).toThrow('newer version');
  expect(() => readStateV1({}, 2)).toThrow('newer version');
  expect(readStateV1({ selectedId: 'n1', draft: NOTE }, 1)).toEqual({ selectedId: 'n1', draft: NOTE });
});
