import type { ContractType, Parameter } from './contract-type.ts';

/** A type in one line, for messages, and to see whether two types are the same: equal texts are equal types. */
export function typeText(type: ContractType): string {
  switch (type.kind) {
    case 'intrinsic':
      return `${type.name}${rangeText(type.range)}`;
    case 'named':
      return type.name;
    case 'ref':
      return `ref<${type.line}>`;
    case 'callback':
      return `callback(${type.parameters.map(parameterText).join(', ')}): ${typeText(type.result)}`;
    default:
      return `${type.kind}<${typeText(type.item)}>`;
  }
}

/** The same without ranges: what is left when only a range has changed. */
export function shapeText(type: ContractType): string {
  return typeText(withoutRanges(type));
}

function withoutRanges(type: ContractType): ContractType {
  switch (type.kind) {
    case 'intrinsic':
      return { ...type, range: {} };
    case 'named':
    case 'ref':
      return type;
    case 'callback': {
      const parameters = type.parameters.map((parameter) => ({ ...parameter, type: withoutRanges(parameter.type) }));
      return { ...type, parameters, result: withoutRanges(type.result) };
    }
    default:
      return { ...type, item: withoutRanges(type.item) };
  }
}

function parameterText({ name, type }: Parameter): string {
  return `${name}: ${typeText(type)}`;
}

function rangeText({ min, max }: { min?: number | undefined; max?: number | undefined }): string {
  if (min === undefined && max === undefined) return '';
  return `(${min ?? ''}..${max ?? ''})`;
}
