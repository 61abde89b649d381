import type { Contract, ContractField, ContractUnion } from './contract-schema.ts';
import type { ContractType } from './contract-type.ts';
import { lineOf, versionToText } from './contract-version.ts';
import { intrinsicCheck } from './intrinsics.ts';
import { listCodec, mapCodec } from './list-codecs.ts';
import { fail } from './offence.ts';
import { type FieldCodec, recordCodec } from './record-codec.ts';
import { checkedCodec, enumCodec, optionalCodec, plainCodec, referenceCodec } from './simple-codecs.ts';
import type { Codec } from './wire.ts';

type Callback = Extract<ContractType, { kind: 'callback' }>;

/** Told about every position whose value stays at home, with the id under which References will name it. */
export interface PlaceListener {
  onCallback(id: string, type: Callback): void;
  onStream(id: string, item: ContractType): void;
}

/** Compiles the types of one contract to closures, once. */
export class CodecCompiler {
  readonly #contract: Contract;
  readonly #listener: PlaceListener;
  readonly #named = new Map<string, Codec>();

  constructor(contract: Contract, listener: PlaceListener) {
    this.#contract = contract;
    this.#listener = listener;
  }

  /** `place` names the position for people and for both ends alike, such as `add.done` or `Term.unit`. */
  compile(type: ContractType, place: string): Codec {
    switch (type.kind) {
      case 'intrinsic':
        return type.name === 'any' ? plainCodec : checkedCodec(intrinsicCheck(type));
      case 'named':
        return this.#namedCodec(type.name);
      case 'list':
        return listCodec(this.compile(type.item, `${place}[]`));
      case 'map':
        return mapCodec(this.compile(type.item, `${place}[]`));
      case 'optional':
        return optionalCodec(this.compile(type.item, place));
      case 'ref':
        return referenceCodec('ref', type.line);
      case 'callback':
        this.#listener.onCallback(this.#idOf(place), type);
        return referenceCodec('callback', this.#idOf(place));
      case 'stream':
        this.#listener.onStream(this.#idOf(place), type.item);
        return referenceCodec('stream', this.#idOf(place));
    }
  }

  /** Fields of a record, or parameters: everything that has a name and may be left out. */
  compileField(
    { name, type, optional, initial }: Pick<ContractField, 'name' | 'type' | 'optional' | 'initial'>,
    place: string,
  ): FieldCodec {
    return { name, codec: this.compile(type, `${place}.${name}`), optional, initial };
  }

  /** By place and not by order: the two ends may have different minor versions of the contract. */
  #idOf(place: string): string {
    return `${lineOf(this.#contract.id, this.#contract.version)}#${place}`;
  }

  #namedCodec(name: string): Codec {
    const known = this.#named.get(name);
    if (known) return known;
    // A record may hold itself: whoever asks while it is being compiled gets this one, and is served when it is done.
    const codec: { -readonly [Key in keyof Codec]: Codec[Key] } = { encode: unfinished, decode: unfinished };
    this.#named.set(name, codec);
    const { encode, decode } = this.#compileNamed(name);
    codec.encode = encode;
    codec.decode = decode;
    return codec;
  }

  #compileNamed(name: string): Codec {
    const { id, version, types } = this.#contract;
    const record = types.records.get(name);
    if (record) {
      const fields = record.fields.map((field) => this.compileField(field, name));
      return recordCodec(`${id}@${versionToText(version)}/${name}`, fields);
    }
    const union = types.unions.get(name);
    if (union) return this.#unionCodec(union);
    return enumCodec(types.enums.get(name)?.values ?? []);
  }

  /** The name of the case, then its record. */
  #unionCodec({ tag, cases }: ContractUnion): Codec {
    const codecs = new Map<unknown, Codec>(
      Object.entries(cases).map(([key, recordName]) => [key, this.#namedCodec(recordName)]),
    );
    return {
      encode(value, writer) {
        if (typeof value !== 'object' || value === null || !Object.hasOwn(value, tag))
          fail(`must be a record with "${tag}"`);
        const key = (value as Record<string, unknown>)[tag];
        const codec = codecs.get(key) ?? fail(`has a "${tag}" that the contract does not name`);
        writer.slots.push(key);
        codec.encode(value, writer);
      },
      decode(reader) {
        const key = reader.take();
        const codec = codecs.get(key) ?? fail(`has a "${tag}" that the contract does not name`);
        const record = codec.decode(reader) as Record<string, unknown>;
        record[tag] = key;
        return record;
      },
    };
  }
}

function unfinished(): never {
  throw new Error('A codec was used while it was being compiled.');
}
