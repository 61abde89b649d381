import type { Contract, ContractMember, ContractRecord, ContractUnion } from '../protocol/contracts/contract-schema.ts';
import { isLater, versionToText } from '../protocol/contracts/contract-version.ts';
import { BulkheadError } from '../protocol/errors.ts';
import { answerType, parameterList, typescriptType } from './typescript-types.ts';

/** Characters of a line, as in the formatter of this repository: what is written needs no formatting. */
const LINE_WIDTH = 120;
/** Parameters that our own linter allows. */
const MOST_PARAMETERS = 3;

/** The TypeScript of one contract: its types, a base class to serve it with, and a client to call it with. */
export function contractTypes(contract: Contract): string {
  return new TypesWriter(contract).write();
}

class TypesWriter {
  readonly #contract: Contract;
  /** `CalcV1` */
  readonly #view: string;
  readonly #used = new Map<string, 'type' | 'value'>();

  constructor(contract: Contract) {
    this.#contract = contract;
    const words = (contract.id.split('.').at(-1) ?? '').split('-').filter(Boolean);
    const name = words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('');
    this.#view = `${name}V${contract.version.major}`;
    this.#assertNames();
  }

  write(): string {
    const { types } = this.#contract;
    const blocks = [
      ...[...types.enums].map(([name, { summary, values }]) => [...comment(summary), ...this.#enumLines(name, values)]),
      ...[...types.records].map(([name, record]) => this.#recordLines(name, record)),
      ...[...types.unions].map(([name, union]) => unionLines(name, union)),
      this.#classLines(),
      this.#clientLines(),
      this.#factoryLines(),
    ];
    return `${[this.#headLines(), ...blocks].map((lines) => lines.join('\n')).join('\n\n')}\n`;
  }

  #headLines(): string[] {
    const { id, version, members } = this.#contract;
    const hasMany = members.some(({ parameters }) => parameters.length > MOST_PARAMETERS);
    const names = [...this.#used].map(([name, kind]) => (kind === 'type' ? `type ${name}` : name));
    const sorted = names.toSorted((left, right) => compareText(bare(left), bare(right)));
    return [
      `/** Written by "bulkhead contract --types" from ${id} ${versionToText(version)}. Change the contract, not this file. */`,
      ...(hasMany ? ['// biome-ignore-all lint/complexity/useMaxParams: the contract says so'] : []),
      ...wrapped('import {', sorted, { end: "} from '@bulkhead/sdk';", space: ' ' }),
    ];
  }

  /** Types first, since what nobody constructs is erased. */
  readonly #use = (name: string): void => {
    if (!this.#used.has(name)) this.#used.set(name, 'type');
  };

  #enumLines(name: string, values: readonly string[]): string[] {
    this.#use('Other');
    const cases = [...values.map((value) => `'${value}'`), 'Other'];
    return unionOf(name, cases);
  }

  #recordLines(name: string, { summary, fields }: ContractRecord): string[] {
    const lines = fields.flatMap((field) => {
      const type = typescriptType(field.type, this.#use);
      const text = field.optional ? `${field.name}?: ${orUndefined(type)};` : `${field.name}: ${type};`;
      return [...comment(sinceText(field)), text].map((line) => `  ${line}`);
    });
    return [...comment(summary), `export interface ${name} {`, ...lines, '}'];
  }

  #classLines(): string[] {
    const { id, version, members, summary } = this.#contract;
    this.#used.set('ContractBase', 'value');
    const calls = members.filter(({ kind }) => kind !== 'event');
    const about = `What serves ${id} ${versionToText(version)}.${summary ? ` ${summary}` : ''}`;
    return [
      ...comment(about),
      `export abstract class ${this.#view} extends ContractBase {`,
      '  constructor() {',
      '    super({',
      `      contract: '${id}',`,
      `      version: '${versionToText(version)}',`,
      ...wrapped(
        '      members: [',
        calls.map(({ name }) => `'${name}'`),
        { end: '],' },
      ),
      `      defaults: ${this.#view}.prototype,`,
      '    });',
      '  }',
      ...members.flatMap((member) => ['', ...this.#memberLines(member)]),
      '}',
    ];
  }

  #memberLines(member: ContractMember): string[] {
    const { name, kind, parameters } = member;
    const head = comment(sinceText(member)).map((line) => `  ${line}`);
    if (kind === 'event') {
      const values = parameters.map((parameter) => parameter.name).join(', ');
      const lines = wrapped(`  protected ${name}(`, parameterList(parameters, this.#use), { end: '): void {' });
      return [...head, ...lines, `    this.emit('${name}', [${values}]);`, '  }'];
    }
    this.#use('Answer');
    const answer = `): Answer<${this.#resultType(member)}>`;
    if (!isLater(member.since)) {
      return [...head, ...wrapped(`  abstract ${name}(`, parameterList(parameters, this.#use), { end: `${answer};` })];
    }
    const unread = parameterList(parameters, this.#use, '_');
    return [
      ...head,
      ...wrapped(`  ${name}(`, unread, { end: `${answer} {` }),
      `    return this.missing('${name}');`,
      '  }',
    ];
  }

  #resultType({ kind, result }: ContractMember): string {
    if (kind === 'stream') return `AsyncIterable<${typescriptType(result, this.#use)}>`;
    return answerType(result, this.#use);
  }

  #clientAnswer(member: ContractMember): string {
    if (member.kind === 'stream') return `AsyncIterableIterator<${typescriptType(member.result, this.#use)}>`;
    return `Promise<${answerType(member.result, this.#use)}>`;
  }

  #clientLines(): string[] {
    const { id, version, members } = this.#contract;
    this.#use('ContractClient');
    const lines = members.flatMap((member) => {
      const { name, kind, parameters } = member;
      const list = parameterList(parameters, this.#use);
      const head = comment(sinceText(member)).map((line) => `  ${line}`);
      const lines =
        kind === 'event'
          ? wrapped(`  ${listenName(name)}(listener: (`, list, { end: ') => void): Promise<() => void>;' })
          : wrapped(`  ${name}(`, list, { end: `): ${this.#clientAnswer(member)};` });
      return [...head, ...lines];
    });
    return [
      ...comment(`What calls ${id} ${versionToText(version)}.`),
      `export interface ${this.#view}Client extends ContractClient {`,
      ...lines,
      '}',
    ];
  }

  #factoryLines(): string[] {
    this.#used.set('createClient', 'value');
    this.#use('Provider');
    const { members } = this.#contract;
    const named = (isWanted: (member: ContractMember) => boolean): string[] =>
      members.filter(isWanted).map(({ name }) => `'${name}'`);
    const streams = named(({ kind }) => kind === 'stream');
    const calls = named(({ kind }) => kind === 'call' || kind === 'oneway');
    const events = members.filter(({ kind }) => kind === 'event').map(({ name }) => `${name}: '${listenName(name)}'`);
    const name = this.#view[0]?.toLowerCase() + this.#view.slice(1);
    return [
      `export function ${name}Client(provider: Provider): ${this.#view}Client {`,
      '  return createClient(provider, {',
      ...wrapped('    calls: [', calls, { end: '],' }),
      ...(streams.length > 0 ? wrapped('    streams: [', streams, { end: '],' }) : []),
      ...wrapped('    events: {', events, { end: '},', space: events.length > 0 ? ' ' : '' }),
      `  }) as ${this.#view}Client;`,
      '}',
    ];
  }

  /** Names that come from different lists of the contract meet in one file. */
  #assertNames(): void {
    const { types, members } = this.#contract;
    for (const name of [this.#view, `${this.#view}Client`]) {
      if (types.records.has(name) || types.enums.has(name) || types.unions.has(name)) throw collision(name);
    }
    const names = new Set(members.map(({ name }) => name));
    for (const { name, kind } of members) {
      if (kind === 'event' && names.has(listenName(name))) throw collision(listenName(name));
    }
  }
}

function collision(name: string): BulkheadError {
  const message = `"${name}" is a name that the written file needs itself. Rename it in the contract.`;
  return new BulkheadError('E_CONTRACT_FILE', { message });
}

function unionLines(name: string, { summary, tag, cases }: ContractUnion): string[] {
  const members = Object.entries(cases).map(([key, record]) => `({ ${tag}: '${key}' } & ${record})`);
  return [...comment(summary), ...unionOf(name, members)];
}

function unionOf(name: string, members: readonly string[]): string[] {
  const line = `export type ${name} = ${members.join(' | ')};`;
  if (line.length <= LINE_WIDTH) return [line];
  const lines = members.map((member) => `  | ${member}`);
  return [`export type ${name} =`, ...lines.slice(0, -1), `${lines.at(-1)};`];
}

/** `changed` is listened to with `onChanged`. */
function listenName(event: string): string {
  return `on${event[0]?.toUpperCase()}${event.slice(1)}`;
}

function sinceText({ summary, since }: Pick<ContractMember, 'summary' | 'since'>): string | undefined {
  const later = since && isLater(since) ? `Since ${versionToText(since)}.` : undefined;
  return [summary, later].filter(Boolean).join(' ') || undefined;
}

function comment(text: string | undefined): string[] {
  return text === undefined ? [] : [`/** ${text.replaceAll('*/', '* /')} */`];
}

function orUndefined(type: string): string {
  return type.startsWith('(') && type.includes('=>') ? `(${type}) | undefined` : `${type} | undefined`;
}

/** One line where it fits, else one part a line. */
function wrapped(
  start: string,
  parts: readonly string[],
  { end, space = '' }: { end: string; space?: string },
): string[] {
  const line = `${start}${space}${parts.join(', ')}${space}${end}`;
  if (line.length <= LINE_WIDTH) return [line];
  const indent = ' '.repeat(start.length - start.trimStart().length);
  return [start, ...parts.map((part) => `${indent}  ${part},`), `${indent}${end}`];
}

function bare(name: string): string {
  return name.replace(/^type /, '');
}

/** As the formatter sorts names: letters first, capitals before small ones only where they are the same letter. */
function compareText(left: string, right: string): number {
  return left.localeCompare(right, 'en', { caseFirst: 'upper' });
}
