import { CodecCompiler } from './compile-codec.ts';
import { CALL_SLOTS } from './contract-limits.ts';
import type { Contract, ContractMember } from './contract-schema.ts';
import type { ContractType, Parameter } from './contract-type.ts';
import { type ContractVersion, isLater, lineOf } from './contract-version.ts';
import { asOffence, fail, within } from './offence.ts';
import { decodeValue, encodeValue, type FieldCodec } from './record-codec.ts';
import { Reader, type References, Writer } from './wire.ts';

/** A part of a frame: the slots from `from` up to and without `to`. */
export interface SlotRange {
  readonly from: number;
  readonly to: number;
}

/** Several values behind each other: the parameters of a call, the result, one item of a stream. */
export interface TupleCodec {
  /**
   * Appends the values to `slots`, flat; that is how many slots they have become. Throws a BulkheadError, E_CONTRACT with the
   * path of the offender or what the port of references threw; then `slots` is as long as it was.
   */
  encode(values: readonly unknown[], slots: unknown[], references: References): void;
  /** Reads exactly the slots in `range`, which are the peer's. Throws as `encode` does. */
  decode(slots: readonly unknown[], range: SlotRange, references: References): unknown[];
}

/** One member of a contract as a session serves it. */
export interface MemberSpec {
  readonly number: number;
  readonly name: string;
  readonly kind: ContractMember['kind'];
  /** True: an older provider of the same major version may lack it. */
  readonly later: boolean;
  /** Milliseconds. */
  readonly deadline: number;
  readonly idempotent: boolean;
  readonly ordered: boolean;
  readonly permission: string | undefined;
  readonly parameters: TupleCodec;
  /** One value. Of a stream: one item. Of one-way calls and events: null. */
  readonly result: TupleCodec;
}

/** What a callback that crossed is called with, by the place that References name. */
export interface CallbackSpec {
  readonly parameters: TupleCodec;
  readonly result: TupleCodec;
}

/** Everything a session needs to serve, or to call, objects of one contract. Made once; holds nothing of a session. */
export interface ContractTable {
  readonly id: string;
  readonly version: ContractVersion;
  /** `acme.calc@1`, as references name it. */
  readonly line: string;
  readonly members: ReadonlyMap<number, MemberSpec>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly callbacks: ReadonlyMap<string, CallbackSpec>;
  /** The codec of one item. */
  readonly streams: ReadonlyMap<string, TupleCodec>;
}

export function compileContract(contract: Contract): ContractTable {
  const callbacks = new Map<string, CallbackSpec>();
  const streams = new Map<string, TupleCodec>();
  const compiler = new CodecCompiler(contract, {
    onCallback: (id, { parameters, result }) => {
      const place = id.slice(id.indexOf('#') + 1);
      callbacks.set(id, {
        parameters: compileTuple(compiler, place, parameters),
        result: compileResult(compiler, place, result),
      });
    },
    onStream: (id, item) => {
      const place = id.slice(id.indexOf('#') + 1);
      streams.set(id, compileResult(compiler, `${place}[]`, item));
    },
  });
  const members = new Map(contract.members.map((member) => [member.number, compileMember(compiler, member)]));
  const numbers = new Map(contract.members.map(({ name, number }) => [name, number]));
  const { id, version } = contract;
  return { id, version, line: lineOf(id, version), members, numbers, callbacks, streams };
}

function compileMember(compiler: CodecCompiler, member: ContractMember): MemberSpec {
  const { number, name, kind, deadline, idempotent, ordered, permission } = member;
  return Object.freeze({
    number,
    name,
    kind,
    later: isLater(member.since),
    deadline,
    idempotent,
    ordered,
    permission,
    parameters: compileTuple(compiler, name, member.parameters),
    result: compileResult(compiler, name, member.result),
  });
}

function compileResult(compiler: CodecCompiler, place: string, type: ContractType): TupleCodec {
  return compileTuple(compiler, place, [{ name: 'result', type, optional: false }]);
}

/** `root` begins every path in an error: the name of the member. */
function compileTuple(compiler: CodecCompiler, root: string, parameters: readonly Parameter[]): TupleCodec {
  const fields = parameters.map(({ name, type, optional, initial }) =>
    compiler.compileField({ name, type, optional, initial }, root),
  );
  return {
    encode(values, slots, references) {
      const writer = new Writer(slots, references);
      try {
        encodeAll(fields, values, writer);
      } catch (thrown) {
        writer.undo();
        throw asOffence(thrown).toError(root);
      }
    },
    decode(slots, range, references) {
      const reader = new Reader(slots, range, references);
      try {
        return decodeAll(fields, reader);
      } catch (thrown) {
        reader.undo();
        throw asOffence(thrown).toError(root);
      }
    },
  };
}

function encodeAll(fields: readonly FieldCodec[], values: readonly unknown[], writer: Writer): void {
  if (values.length > fields.length) fail(`takes ${fields.length} values and was given ${values.length}`);
  let index = 0;
  try {
    for (; index < fields.length; index++) {
      const field = fields[index] as FieldCodec;
      encodeValue(values[index], field, writer);
    }
  } catch (thrown) {
    throw within(thrown, `.${fields[index]?.name}`);
  }
}

function decodeAll(fields: readonly FieldCodec[], reader: Reader): unknown[] {
  if (reader.end - reader.position > CALL_SLOTS) fail(`has more than ${CALL_SLOTS} values`);
  const values: unknown[] = [];
  let index = 0;
  try {
    for (; index < fields.length; index++) values.push(decodeValue(fields[index] as FieldCodec, reader));
  } catch (thrown) {
    throw within(thrown, `.${fields[index]?.name}`);
  }
  if (reader.position < reader.end) fail('has more values than the contract names');
  return values;
}
