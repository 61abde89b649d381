/** Names that both ends check without the schema of contracts, which stays out of what add-ins are given. */

const LINE = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+@[1-9]\d{0,4}$/;
const LINE_LENGTH = 110;
const VALUE_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

/** `acme.calc@2`: all minor versions of one major version. */
export function isLine(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LINE_LENGTH && LINE.test(value);
}

/** May `value` be a value of an enum, also of one that a newer peer knows? */
export function isValueName(value: unknown): value is string {
  return typeof value === 'string' && VALUE_NAME.test(value);
}
