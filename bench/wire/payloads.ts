const BAGS = 100;
const FIELDS = 20;
const BYTES = 1024 * 1024;

/** Fields of one record: texts, numbers, truths and nothings, as the rows of a property grid have them. */
function fieldOf(record: number, field: number): string | number | boolean | null {
  switch (field % 5) {
    case 0:
      return `value ${record * FIELDS + field}`;
    case 1:
      return record * FIELDS + field;
    case 2:
      return (record * field) / 8;
    case 3:
      return (record + field) % 2 === 0;
    default:
      return field % 2 === 0 ? `#${record}` : null;
  }
}

/** A hundred property bags of twenty primitive fields, the same keys in each. */
export function createBags(): Record<string, string | number | boolean | null>[] {
  return Array.from({ length: BAGS }, (_, record) =>
    Object.fromEntries(Array.from({ length: FIELDS }, (_, field) => [`field${field}`, fieldOf(record, field)])),
  );
}

/** A megabyte that is not all zeros, so that no page of it is shared. */
export function createMegabyte(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(BYTES);
  for (let index = 0; index < BYTES; index++) bytes[index] = index * 31;
  return bytes;
}
