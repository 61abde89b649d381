import type { ContractType, Literal, Range } from './contract-type.ts';
import type { Finding } from './finding.ts';
import { shapeText, typeText } from './type-text.ts';

interface NamedValue {
  readonly type: ContractType;
  readonly optional: boolean;
  readonly initial?: Literal | undefined;
}

/** Compares a parameter, a field or a result. Every difference is a major one: the other end has the old codec. */
export function compareValue(
  older: NamedValue | ContractType,
  newer: NamedValue | ContractType,
  path: string,
): Finding[] {
  const [before, now] = [asNamed(older), asNamed(newer)];
  const findings: Finding[] = [];
  const note = (rule: string, text: string): void => void findings.push({ path, rule, level: 'major', text });
  if (before.optional && !now.optional) note('optional-became-required', 'must be given now');
  if (!before.optional && now.optional)
    note('required-became-optional', 'may be left out now, and old peers rely on it');
  if (before.initial !== now.initial) note('initial-changed', 'means something else when it is left out');
  const [typeBefore, typeNow] = [typeText(before.type), typeText(now.type)];
  if (typeBefore === typeNow) return findings;
  const text = `was ${typeBefore} and is ${typeNow}`;
  if (shapeText(before.type) !== shapeText(now.type)) note('retyped', text);
  else note(isTighter(before.type, now.type) ? 'range-tightened' : 'range-widened', text);
  return findings;
}

function asNamed(value: NamedValue | ContractType): NamedValue {
  return 'kind' in value ? { type: value, optional: false } : value;
}

/** Is something allowed before that is not allowed now? Both types have the same shape. */
function isTighter(older: ContractType, newer: ContractType): boolean {
  const [before, now] = [rangesOf(older), rangesOf(newer)];
  return before.some((range, index) => {
    const other = now[index] ?? {};
    return (other.min ?? -Infinity) > (range.min ?? -Infinity) || (other.max ?? Infinity) < (range.max ?? Infinity);
  });
}

function rangesOf(type: ContractType): Range[] {
  if (type.kind === 'intrinsic') return [type.range];
  if (type.kind === 'callback')
    return [...type.parameters.flatMap((parameter) => rangesOf(parameter.type)), ...rangesOf(type.result)];
  return 'item' in type ? rangesOf(type.item) : [];
}
