import { expect, test } from 'vitest';
import type { FrameRecord } from '../../preload/bridge.ts';
import { refuseMissingViews } from './missing-views.ts';

const frame = (title: string, view = 'pad'): FrameRecord => ({
  ...{ frameId: title, addinId: 'notes', view, title, params: null, unsaved: false },
  ...{ bounds: null, mode: 'normal', order: 0 },
});

test('a version that has every view that is open is not refused', () => {
  refuseMissingViews([], []);
  refuseMissingViews([frame('Pad 1'), frame('Note', 'note')], ['note', 'pad', 'more']);
});

test('the refusal names the frame and says what to do', () => {
  const open = [frame('Pad 1'), frame('Note', 'note')];
  expect(() => refuseMissingViews(open, ['note'])).toThrowError(
    expect.objectContaining({
      code: 'E_UPGRADE_FAILED',
      message: 'This version has no view for the open frame "Pad 1". Close that frame and install this version again.',
    }),
  );
});

test('of many frames some are named and the rest are counted', () => {
  const open = Array.from({ length: 50 }, (_, index) => frame(`Pad ${index + 1}`));
  expect(() => refuseMissingViews(open, [])).toThrowError(
    'no view for the open frames "Pad 1", "Pad 2", "Pad 3", 47 more. Close those frames and',
  );
});
