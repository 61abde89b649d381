import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * Writes a CSV file of any length for tests and benchmarks. The same seed gives the same bytes; rows are about 200
 * bytes long, so that a million of them are about 200 MB.
 *
 *   node addins/samples/csv/generate.ts <file> [--rows 1000000] [--seed 1]
 */
export interface GenerateOptions {
  file: string;
  rows: number;
  seed: number;
}

/** What a test may expect to see of the file. */
export interface GeneratedFacts {
  rows: number;
  bytes: number;
  /** Rows by the value of their "Port". */
  ports: Record<string, number>;
  /** Sum of "Amount EUR" in cents. */
  cents: number;
  /** Rows with an "Amount EUR" above 1,000. */
  above1000: number;
}

const HEADING = 'Booking,Date,Port,Vessel,Amount EUR,Weight,State,Agent,Note\n';
const PORTS = ['Rotterdam', 'Antwerp', 'Genoa', 'Gdańsk', 'Lisbon', 'Riga', 'Valencia', 'Piraeus'];
const STATES = ['paid', 'paid', 'paid', 'open', 'late'];
const FIRST_NAMES = ['Ada', 'Bo', 'Chiara', 'Dmitri', 'Elif', 'Farid', 'Greta', 'Hugo', 'Inês', 'Jonas'];
const LAST_NAMES = ['Andersson', 'Bauer', 'Costa', 'Dubois', 'Eriksen', 'Ferrari', 'García', 'Hoffmann'];
const VESSELS = ['Aurora', 'Borealis', 'Calypso', 'Doris', 'Estrella', 'Fortuna', 'Galatea', 'Hesperia'];
const WORDS = 'discharge finished two hours ahead agent asks for the revised manifest before noon and then waits'.split(
  ' ',
);
/** Bytes gathered before they are written. */
const BLOCK = 1_000_000;
const DAY = 24 * 60 * 60 * 1_000;

export async function generateCsv({ file, rows, seed }: GenerateOptions): Promise<GeneratedFacts> {
  const random = createRandom(seed);
  const facts: GeneratedFacts = { rows, bytes: 0, ports: {}, cents: 0, above1000: 0 };
  const stream = createWriteStream(file);
  let block = HEADING;
  for (let row = 1; row <= rows; row++) {
    block += line(row, random, facts);
    if (block.length < BLOCK && row < rows) continue;
    facts.bytes += Buffer.byteLength(block);
    if (!stream.write(block)) await once(stream, 'drain');
    block = '';
  }
  stream.end(block);
  await finished(stream);
  return facts;
}

function line(row: number, random: () => number, facts: GeneratedFacts): string {
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const port = pick(PORTS);
  const cents = Math.floor(random() ** 3 * 2_000_000) - 2_000;
  facts.ports[port] = (facts.ports[port] ?? 0) + 1;
  facts.cents += cents;
  if (cents > 100_000) facts.above1000++;
  const booking = `BKG-${String(row).padStart(8, '0')}`;
  const day = new Date(Date.UTC(2024, 0, 1) + Math.floor(random() * 900) * DAY).toISOString().slice(0, 10);
  const weight = random() < 0.05 ? '' : String(Math.floor(random() * 40_000));
  const agent = `"${pick(LAST_NAMES)}, ${pick(FIRST_NAMES)}"`;
  const vessel = `${pick(VESSELS)} ${Math.floor(random() * 40)}`;
  return `${[booking, day, port, vessel, (cents / 100).toFixed(2), weight, pick(STATES), agent, note(random, pick)].join(',')}\n`;
}

/** Now and then with quotes and line ends inside, as people write. */
function note(random: () => number, pick: (list: readonly string[]) => string): string {
  const words = Array.from({ length: 16 + Math.floor(random() * 8) }, () => pick(WORDS)).join(' ');
  const chance = random();
  if (chance < 0.02) return `"${words}\nsecond line, with a comma"`;
  if (chance < 0.05) return `"she said ""${words}"""`;
  return words;
}

/** mulberry32: small, fast, the same on every machine. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { rows: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
  });
  const [file] = positionals;
  if (!file) {
    process.stderr.write('Usage: node addins/samples/csv/generate.ts <file> [--rows 1000000] [--seed 1]\n');
    process.exitCode = 2;
    return;
  }
  const facts = await generateCsv({ file, rows: Number(values.rows), seed: Number(values.seed) });
  process.stdout.write(`${JSON.stringify(facts)}\n`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
