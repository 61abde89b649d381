import { defineAddin } from '@bulkhead/sdk';

type Callback = ((value: number) => Promise<number>) & { dispose(): void };

/** An error with a code, as the SDK throws them. */
function typed(code: string, message: string): Error {
  return Object.assign(new Error(message), { name: 'BulkheadError', code });
}

const cell = {
  value: () => 41,
  fail() {
    throw typed('E_NOT_FOUND', 'The cell is empty.');
  },
  forge() {
    throw typed('E_SECURITY', 'The cell is forbidden.');
  },
};

/** Streams that came to an end, whoever ended them. */
let ended = 0;

/** Lends one object, and calls what it is given. */
export default defineAddin({
  services: {
    'probe.sheet': {
      open: () => cell,
      async *count(_call, to) {
        try {
          for (let number = 1; number <= (to as number); number++) yield number;
        } finally {
          ended++;
        }
      },
      ended: () => ended,
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
