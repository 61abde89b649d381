import { defineAddin } from '@bulkhead/sdk';

type Callback = ((value: number) => Promise<number>) & { dispose(): void };

const cell = {
  value: () => 41,
  fail() {
    throw new Error('The cell is empty.');
  },
};

/** Lends one object, and calls what it is given. */
export default defineAddin({
  services: {
    'probe.sheet': {
      open: () => cell,
      isOurs: (_call, given) => (given as unknown) === cell,
      async ask(_call, given) {
        const answer = given as unknown as Callback;
        const twice = (await answer(4)) + (await answer(5));
        answer.dispose();
        return twice;
      },
    },
  },
});
