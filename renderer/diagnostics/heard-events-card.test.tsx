import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { HeardEventsCard } from './heard-events-card.tsx';

const TALLY = {
  contract: 'acme.calc',
  from: 'calc',
  to: 'notes',
  delivered: 1_200,
  coalesced: 0,
  dropped: 0,
  refused: 0,
};
const addins = [{ id: 'calc', displayName: 'Calculator' }];
const shown = (more: Partial<typeof TALLY> = {}) =>
  renderToStaticMarkup(<HeardEventsCard told={[{ ...TALLY, ...more }]} addins={addins} />);

test('an add-in that tells and hears nothing has no card', () => {
  expect(renderToStaticMarkup(<HeardEventsCard told={[]} addins={addins} />)).toBe('');
});

test('each way is a row, with the names that people know where there is one', () => {
  const words = [...shown().matchAll(/<td[^>]*>([^<]*)/g)].map(([, text]) => text);
  expect(words).toEqual(['acme.calc', 'Calculator', 'notes', '1,200', '0', '0', '0']);
  expect(shown()).toContain('keeps up with what is told');
});

test('what was not heard stands out, with what to do about it', () => {
  expect(shown()).not.toContain('data-tone');
  expect(shown({ coalesced: 7 })).toContain('should tell less often');
  expect(shown({ dropped: 3 })).toMatch(/data-tone="caution">3</);
  expect(shown({ refused: 2 })).toMatch(/data-tone="danger">2<.*Not understood: /);
  expect(shown({ refused: 2 })).not.toContain('keeps up');
});
