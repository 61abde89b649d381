import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { AdviceCard } from './advice-card.tsx';

const advice = { method: 'acme.calc add', callsPerSecond: 812, meanHandling: 0.4, at: 0 };
const words = (isPassedOn: boolean) =>
  renderToStaticMarkup(<AdviceCard advice={{ ...advice, isPassedOn }} />).replaceAll(/<[^>]+>/g, '');

test('what is asked of Bulkhead, and what of another add-in, each with what to do', () => {
  expect(words(false)).toMatch(
    /^acme\.calc add is called in a loop812 calls a second, .* of work: .*Ask for many things in/,
  );
  expect(words(true)).toMatch(
    /^acme\.calc add is called in a loopThis add-in asks another one for it 812 times a second, one at a time, .*read a stream/,
  );
});
