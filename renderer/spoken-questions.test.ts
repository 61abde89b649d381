import { expect, test } from 'vitest';
import { createQuestionSpeaker } from './spoken-questions.ts';

const question = (addinId: string) => ({ addinId, displayName: addinId.toUpperCase(), color: '#000000' });
const words = (name: string) => `${name} has a question. It waits in the status bar.`;

test('a new question is said once, and again only after a while', () => {
  const said: string[] = [];
  let time = 0;
  const speak = createQuestionSpeaker(
    (text) => said.push(text),
    () => time,
  );
  const [a, b] = [question('a'), question('b')];
  speak([a], []);
  speak([a, b], [a]);
  expect(said).toEqual([words('A'), words('B')]);
  for (time = 1; time < 30_000; time += 1_000) {
    speak([], [a, b]);
    speak([a, b], []);
  }
  expect(said).toHaveLength(2);
  time = 30_000;
  speak([a], []);
  expect(said).toEqual([words('A'), words('B'), words('A')]);
});
