import { expect, test } from 'vitest';
import { add as addAsItComes } from '../../v1/src/add.ts';
import { add } from './add.ts';

test('version 2 is exact where version 1 is not', () => {
  expect([addAsItComes([0.1, 0.2]), add([0.1, 0.2])]).toEqual([0.30000000000000004, 0.3]);
  expect([add([]), add([1, 2, 3])]).toEqual([0, 6]);
});
