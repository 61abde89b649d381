import { expect, test } from 'vitest';
import { chooseProvider, type Offer } from './provider-choice.ts';

const caller = { addinId: 'notes', displayName: 'Notes' };
const wanted = { contract: 'acme.calc', version: '1.1', preferred: undefined, adapters: [], caller };
const offer = (name: string, more: Partial<Offer> & { version?: string } = {}): Offer => ({
  ...{ addinId: name.toLowerCase(), displayName: name, enabled: true, adapters: [] },
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

interface Refusal {
  code: string;
  message: string;
  offers: Offer[];
  more?: { preferred?: string; version?: undefined };
}

const REFUSALS: Refusal[] = [
  { code: 'E_NOT_FOUND', message: 'No installed add-in offers acme.calc.', offers: [] },
  {
    code: 'E_DISABLED',
    message: 'acme.calc is offered by Calc, but that is switched off.',
    offers: [offer('Calc', { enabled: false })],
    more: { preferred: 'calc' },
  },
  {
    code: 'E_CONTRACT',
    message: 'Calc and Sums both offer acme.calc. Choose one on the Add-ins page.',
    offers: [offer('Calc'), offer('Sums')],
    more: { preferred: 'gone' },
  },
  {
    code: 'E_NO_ADAPTER',
    message:
      'Notes needs acme.calc 1.1; Calc offers 2.0, and nothing translates from acme.calc@2 to acme.calc@1. ' +
      'One of the two needs an update.',
    offers: [offer('Calc', { version: '2.0' })],
  },
  {
    code: 'E_CONTRACT',
    message: 'Notes does not name acme.calc in "consumes" of its manifest.',
    offers: [offer('Calc')],
    more: { version: undefined },
  },
];
test.each(REFUSALS)('$code: $message', ({ code, message, offers, more }) => {
  expect(() => chooseProvider(offers, { ...wanted, ...more })).toThrow(expect.objectContaining({ code, message }));
});
