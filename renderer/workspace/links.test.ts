import { expect, test } from 'vitest';
import { createLinks, type LinkHost, type OpenView, type ViewLink } from './links.ts';

interface Recorded {
  said: string[];
  failures: unknown[];
  links: ReturnType<typeof createLinks<ViewLink>>;
  /** Lets `attach` or `freeze` of the link end. */
  settle(problem?: Error): void;
}

function recorded(): Recorded {
  const said: string[] = [];
  const failures: unknown[] = [];
  const say = (text: string): Promise<void> => {
    said.push(text);
    return Promise.resolve();
  };
  let pending = Promise.withResolvers<void>();
  const wait = (): Promise<void> => {
    pending = Promise.withResolvers<void>();
    return pending.promise;
  };
  const host: LinkHost = {
    connect: (addinId) => say(`connect ${addinId}`),
    upgradeFrozen: (addinId, generation) => say(`frozen ${addinId} ${generation}`),
    upgradePainted: (addinId, generation, problem) => say(`painted ${addinId} ${generation} ${problem}`),
  };
  const link: ViewLink = {
    attach: () => undefined,
    draw: wait,
    openView: (frameId) => void say(`open ${frameId}`),
    closeView: (frameId) => void say(`close ${frameId}`),
    freeze: wait,
    commit: (generation) => say(`commit ${generation}`),
    abandon: (generation) => void say(`abandon ${generation}`),
    ended: (generation) => void say(`ended ${generation}`),
  };
  const links = createLinks({ host, createLink: () => link, onFailure: (thrown) => failures.push(thrown) });
  return { said, failures, links, settle: (problem) => (problem ? pending.reject(problem) : pending.resolve()) };
}

const PORT = {} as MessagePort;
const view = (frameId: string): OpenView => ({ frameId, addinId: 'notes', view: 'main', params: null });
const label = (generation: number, role: 'current' | 'candidate' = 'current') => ({
  addinId: 'notes',
  generation,
  role,
});
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('an add-in is connected once for all its frames, and not when it may not start', async () => {
  const { said, links } = recorded();
  links.open(view('a'), false);
  expect(said).toEqual(['open a']);
  links.open(view('b'), true);
  links.open(view('c'), true);
  await turn();
  expect(said.filter((line) => line === 'connect notes')).toHaveLength(1);
});

test('while a generation serves nothing is connected; after its end the next frame connects', async () => {
  const { said, links } = recorded();
  links.attach(PORT, label(1));
  links.open(view('a'), true);
  await turn();
  expect(said).toEqual(['open a']);
  links.ended('notes', 0);
  links.open(view('b'), true);
  await turn();
  expect(said).toEqual(['open a', 'ended 1', 'open b', 'connect notes']);
});

test('the host hears of the freeze only when nothing is on its way any more', async () => {
  const { said, links, settle } = recorded();
  links.freeze('notes', 1);
  await turn();
  expect(said).toEqual([]);
  settle();
  await turn();
  expect(said).toEqual(['frozen notes 1']);
});

test('a candidate is reported painted, or with the reason why not', async () => {
  const good = recorded();
  good.links.attach(PORT, label(2, 'candidate'));
  good.links.draw('notes', 2);
  await turn();
  expect(good.said).toEqual([]);
  good.settle();
  await turn();
  good.links.commit('notes', 2);
  expect(good.said).toEqual(['painted notes 2 null', 'commit 2']);

  const bad = recorded();
  bad.links.attach(PORT, label(2, 'candidate'));
  bad.links.draw('notes', 2);
  bad.settle(new Error('a view threw'));
  await turn();
  bad.links.abandon('notes', 2);
  expect(bad.said).toEqual(['painted notes 2 a view threw', 'abandon 2']);
  expect(bad.failures).toEqual([]);
});

test('the end of the generation before is not the end of the one that took over', async () => {
  const { said, links } = recorded();
  links.attach(PORT, label(1));
  links.commit('notes', 2);
  links.ended('notes', 1);
  links.open(view('a'), true);
  await turn();
  expect(said).toEqual(['commit 2', 'open a']);
});
