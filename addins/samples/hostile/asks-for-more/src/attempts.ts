import type { Host } from '@bulkhead/sdk';

export interface Outcome {
  [key: string]: string | boolean;
  what: string;
  refused: boolean;
  answer: string;
}

type Attempt = (host: Host) => unknown;

/** What the host must refuse: none of it is in the manifest. */
const HOST_ATTEMPTS: Readonly<Record<string, Attempt>> = {
  'Send data to a server': (host) => host.net.fetch('https://example.com/', { method: 'POST', body: 'secrets' }),
  'Read a file': (host) => host.files.open(),
  'Save a file': (host) => host.files.save({ suggestedName: 'invoice.txt' }),
  'Change the clipboard': (host) => host.clipboard.writeText('something else'),
  'Show a notification': (host) => host.notify('Your computer is in danger', 'Call this number'),
  'Keep data': (host) => host.storage.set('visits', 1),
  'Rename a frame of somebody else': (host) => host.frames.update('f-0', { title: 'Password' }),
};

/** What must not be there at all. */
const LOOSE_THINGS = [
  'process',
  'require',
  'fetch',
  'WebSocket',
  'SharedArrayBuffer',
  'Compartment',
  'structuredClone',
];

/** Tries everything, one after the other; never rejects. */
export async function tryAll(host: Host): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [what, attempt] of Object.entries(HOST_ATTEMPTS)) outcomes.push(await tryOne(what, () => attempt(host)));
  const globals = globalThis as Readonly<Record<string, unknown>>;
  for (const name of LOOSE_THINGS) {
    const found = globals[name] !== undefined;
    outcomes.push({ what: `Find "${name}"`, refused: !found, answer: found ? 'It is there.' : 'It is not there.' });
  }
  outcomes.push(await tryOne('Make code out of text', makeCode));
  outcomes.push(await tryOne('Change what every list is', changeLists));
  return outcomes;
}

async function tryOne(what: string, attempt: () => unknown): Promise<Outcome> {
  try {
    await attempt();
    return { what, refused: false, answer: 'It was done.' };
  } catch (thrown) {
    const { code, message } = thrown as { code?: string; message?: string };
    return { what, refused: true, answer: `${code ? `${code}: ` : ''}${message ?? String(thrown)}` };
  }
}

function makeCode(): unknown {
  const Maker = (() => undefined).constructor as new (text: string) => () => unknown;
  return new Maker('return 1')();
}

function changeLists(): void {
  Object.defineProperty(Array.prototype, 'includes', { value: () => true });
}
