import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Clock } from '../../addins/protocol/clock.ts';
import type { PermissionParameters } from '../../addins/protocol/permissions.ts';
import { type Address, type FetchContext, fetchCapability } from './fetch-capability.ts';
import { RESPONSE_BYTES } from './fetch-response.ts';
import { allowedCall } from './testing/caller.ts';
import { createCertificate } from './testing/certificate.ts';

const HOST = 'api.example.test';
const OTHER = 'other.example.test';
const LOOPBACK: Address = { address: '127.0.0.1', family: 4 };
const { key, cert } = createCertificate([HOST, OTHER]);

let server: Server;
let origin: string;
let otherOrigin: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const seen: IncomingMessage[] = [];

beforeAll(async () => {
  server = createServer({ key, cert }, (request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  origin = `https://${HOST}:${port}`;
  otherOrigin = `https://${OTHER}:${port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const stillClock: Clock = { now: () => 0, after: () => () => undefined, soon: queueMicrotask };

function fetcher(overrides: Partial<FetchContext> = {}) {
  const broker = fetchCapability.create({
    clock: stillClock,
    resolve: async () => [LOOPBACK],
    isOpenAddress: () => true,
    certificates: cert,
    ...overrides,
  });
  return (
    path: string,
    options: {
      granted?: Partial<PermissionParameters<'net.fetch'>>;
      signal?: AbortSignal;
      headers?: Record<string, string>;
    } = {},
  ) => {
    const granted = { origins: [origin, otherOrigin], methods: ['GET' as const], ...options.granted };
    const call = allowedCall<'net.fetch'>(granted, options.signal ? { signal: options.signal } : {});
    const url = path.startsWith('/') ? origin + path : path;
    return Promise.resolve(
      broker.handlers['net.fetch']([{ url, method: 'GET', headers: options.headers ?? {} }], call),
    ).then((result) => ({ ...result, objects: call.objects }));
  };
}

test('fetches from an origin of the grant and answers status, headers and bytes', async () => {
  answer = (_request, response) => {
    response.writeHead(201, { 'Content-Type': 'text/plain', 'Set-Cookie': 'a=b', 'X-Long': 'x'.repeat(5_000) });
    response.end('hello');
  };
  const result = await fetcher()('/greeting', { headers: { Authorization: 'Bearer t', Cookie: 'mine' } });
  expect(result).toMatchObject({ status: 201, objects: [new URL(origin).host] });
  expect(new TextDecoder().decode(result.body)).toBe('hello');
  expect(result.body.byteLength).toBe(result.body.buffer.byteLength);
  expect(result.headers['content-type']).toBe('text/plain');
  expect(Object.keys(result.headers)).not.toEqual(expect.arrayContaining(['set-cookie']));
  expect(result.headers).not.toHaveProperty('x-long');
  const request = seen.at(-1);
  expect(request?.headers).toMatchObject({
    host: new URL(origin).host,
    authorization: 'Bearer t',
    'user-agent': 'Bulkhead',
  });
  expect(request?.headers).not.toHaveProperty('cookie');
});

test.each([
  ['loopback', [LOOPBACK]],
  ['a cloud metadata service', [{ address: '169.254.169.254', family: 4 }]],
  ['the local network', [{ address: '10.0.0.7', family: 4 }]],
  ['a mapped address', [{ address: '::ffff:127.0.0.1', family: 6 }]],
  ['one closed address among open ones', [{ address: '8.8.8.8', family: 4 }, LOOPBACK]],
])('a name that leads to %s is refused and nothing is sent', async (_what, addresses) => {
  const before = seen.length;
  const resolving = { resolve: async () => addresses, certificates: cert, clock: stillClock };
  const broker = fetchCapability.create(resolving);
  const call = allowedCall<'net.fetch'>({ origins: [origin], methods: ['GET'] });
  const work = broker.handlers['net.fetch']([{ url: `${origin}/`, method: 'GET', headers: {} }], call);
  await expect(work).rejects.toMatchObject({ code: 'E_SECURITY' });
  expect(seen.length).toBe(before);
});

test('connects to the address that was checked: a second look-up cannot change it', async () => {
  answer = (_request, response) => response.end('ok');
  let lookups = 0;
  const resolve = async () => {
    lookups++;
    return lookups === 1 ? [LOOPBACK] : [{ address: '192.0.2.1', family: 4 }];
  };
  await expect(fetcher({ resolve })('/')).resolves.toMatchObject({ status: 200 });
  expect(lookups).toBe(1);
});

test('every hop of a redirect is resolved and checked again', async () => {
  answer = (_request, response) => response.writeHead(302, { Location: `${otherOrigin}/inside` }).end();
  const resolve = async (host: string) => [host === OTHER ? { address: '10.0.0.1', family: 4 } : LOOPBACK];
  const isOpenAddress = (address: string) => address !== '10.0.0.1';
  await expect(fetcher({ resolve, isOpenAddress })('/')).rejects.toMatchObject({ code: 'E_SECURITY' });
});

test('a redirect within the grant is followed, one that leaves it is refused at the hop', async () => {
  answer = (request, response) => {
    if (request.url === '/start') response.writeHead(302, { Location: `${otherOrigin}/end` }).end();
    else response.end(request.headers.authorization ?? 'no authorization');
  };
  const result = await fetcher()('/start', { headers: { authorization: 'Bearer t' } });
  expect(new TextDecoder().decode(result.body)).toBe('no authorization');
  expect(result.objects).toEqual([new URL(origin).host, new URL(otherOrigin).host]);
  const narrow = fetcher()('/start', { granted: { origins: [origin] } });
  await expect(narrow).rejects.toMatchObject({ code: 'E_SECURITY' });
});

test('endless redirects end', async () => {
  let hops = 0;
  answer = (_request, response) => {
    hops++;
    response.writeHead(302, { Location: '/again' }).end();
  };
  await expect(fetcher()('/again')).rejects.toMatchObject({ code: 'E_IO' });
  expect(hops).toBe(6);
});

test('a body beyond the cap is cut while it comes', async () => {
  let sent = 0;
  answer = (_request, response) => {
    const chunk = Buffer.alloc(256 * 1024);
    const more = () => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.byteLength;
    };
    response.on('drain', more).on('error', () => undefined);
    more();
  };
  await expect(fetcher()('/endless')).rejects.toMatchObject({ code: 'E_QUOTA', detail: { limit: RESPONSE_BYTES } });
  expect(sent).toBeLessThan(RESPONSE_BYTES * 4);
});

test('a packed body is unpacked, and one that grows beyond the cap is cut', async () => {
  const packed = (text: string | Buffer) => {
    answer = (_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(text));
  };
  packed('small');
  const small = await fetcher()('/');
  expect(new TextDecoder().decode(small.body)).toBe('small');
  expect(small.headers).not.toHaveProperty('content-encoding');
  packed(Buffer.alloc(RESPONSE_BYTES * 20));
  await expect(fetcher()('/')).rejects.toMatchObject({ code: 'E_QUOTA' });
});

test('a header block without an end is cut', async () => {
  answer = (request) => {
    request.socket.on('error', () => undefined).write(`HTTP/1.1 200 OK\r\nX-Endless: ${'x'.repeat(1_000_000)}`);
  };
  await expect(fetcher()('/')).rejects.toMatchObject({ code: 'E_IO' });
});

test('a server that trickles is cut when the time is over', async () => {
  let timeOut: () => void = () => undefined;
  const clock: Clock = {
    ...stillClock,
    after: (milliseconds, task) => {
      expect(milliseconds).toBe(30_000);
      timeOut = task;
      return () => undefined;
    },
  };
  answer = (_request, response) => {
    response.writeHead(200).write('drip');
    timeOut();
  };
  await expect(fetcher({ clock })('/')).rejects.toMatchObject({
    code: 'E_IO',
    message: 'The server took too long to answer.',
  });
});

test('a call that is called off ends at once', async () => {
  const controller = new AbortController();
  answer = () => controller.abort();
  await expect(fetcher()('/', { signal: controller.signal })).rejects.toMatchObject({ code: 'E_CANCELLED' });
});

test('a certificate that nobody vouches for is not accepted, whatever the environment says', async () => {
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  try {
    const other = createCertificate([HOST]).cert;
    await expect(fetcher({ certificates: other })('/')).rejects.toMatchObject({ code: 'E_IO' });
  } finally {
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  }
});

test('a host that does not exist is told in plain words', async () => {
  const resolve = () => Promise.reject(new Error('getaddrinfo ENOTFOUND /secret/path'));
  await expect(fetcher({ resolve })('/')).rejects.toMatchObject({
    code: 'E_IO',
    message: 'The server could not be reached.',
  });
});

test('an add-in has a limited number of requests under way', async () => {
  const waiting: ServerResponse[] = [];
  const full = Promise.withResolvers<void>();
  answer = (_request, response) => {
    waiting.push(response);
    if (waiting.length === 16) full.resolve();
  };
  const run = fetcher();
  const requests = Array.from({ length: 16 }, () => run('/'));
  await full.promise;
  await expect(run('/')).rejects.toMatchObject({ code: 'E_OVERLOAD' });
  for (const response of waiting) response.end();
  await expect(Promise.all(requests)).resolves.toHaveLength(16);
});
