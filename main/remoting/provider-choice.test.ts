import { expect, test } from 'vitest';
import { chooseProvider, type Offer } from './provider-choice.ts';

const caller = { addinId: 'notes', displayName: 'Notes' };
const wanted = { contract: 'acme.calc', version: '1.1', preferred: undefined, caller };
const offer = (name: string, more: Partial<Offer> & { version?: string } = {}): Offer => ({
  ...{ addinId: name.toLowerCase(), displayName: name, enabled: true },
  provided: { contract: 'acme.calc', version: more.version ?? '1.1', ordered: false, demands: [] },
  ...more,
});

test('the only one that is switched on answers', () => {
  const offers = [offer('Calc'), offer('Sums', { enabled: false })];
  expect(chooseProvider(offers, wanted).addinId).toBe('calc');
});

test('of several the one that the person chose answers', () => {
  const offers = [offer('Calc'), offer('Sums')];
  expect(chooseProvider(offers, { ...wanted, preferred: 'sums' }).addinId).toBe('sums');
});

test.each([
  ['E_NOT_FOUND', 'No installed add-in offers acme.calc.', [], {}],
  [
    'E_DISABLED',
    'acme.calc is offered by Calc, but that is switched off.',
    [offer('Calc', { enabled: false })],
    { preferred: 'calc' },
  ],
  [
    'E_CONTRACT',
    'Calc and Sums both offer acme.calc. Switch off all but one on the Add-ins page.',
    [offer('Calc'), offer('Sums')],
    { preferred: 'gone' },
  ],
  [
    'E_CONTRACT',
    'Notes needs acme.calc 1.1; Calc offers 2.0. One of the two needs an update.',
    [offer('Calc', { version: '2.0' })],
    {},
  ],
  [
    'E_CONTRACT',
    'Notes does not name acme.calc in "consumes" of its manifest.',
    [offer('Calc')],
    { version: undefined },
  ],
])('%s: %s', (code, message, offers, more) => {
  expect(() => chooseProvider(offers, { ...wanted, ...more })).toThrow(expect.objectContaining({ code, message }));
});
