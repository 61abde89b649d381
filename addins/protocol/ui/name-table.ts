import { type CatalogueEntry, type CatalogueProp, catalogue } from './catalogue.ts';

/** The names one view has sent, as its frames number them. Each view of each generation has a table of its own. */
export class NameTable {
  /** Index 0 is no name. */
  readonly #names: string[] = [''];
  readonly #entries: (CatalogueEntry | undefined)[] = [undefined];
  /** By component, then by name: what a property name means in that component. Filled on first use. */
  readonly #props: (CatalogueProp | null)[][] = [];

  get length(): number {
    return this.#names.length;
  }

  append(names: readonly string[]): void {
    for (const name of names) {
      this.#names.push(name);
      this.#entries.push(catalogue.get(name));
    }
  }

  /** Forgets the names after the first `length`. */
  truncate(length: number): void {
    this.#names.length = length;
    this.#entries.length = length;
    for (const row of this.#props) if (row && row.length > length) row.length = length;
  }

  /** Lookups take what was on the wire; anything but a number of this table finds nothing. */
  name(index: unknown): string | undefined {
    return typeof index === 'number' && index > 0 ? this.#names[index] : undefined;
  }

  entry(index: unknown): CatalogueEntry | undefined {
    return typeof index === 'number' ? this.#entries[index] : undefined;
  }

  prop(entry: CatalogueEntry, index: unknown): CatalogueProp | null {
    if (typeof index !== 'number') return null;
    let row = this.#props[entry.index];
    if (!row) {
      row = [];
      this.#props[entry.index] = row;
    }
    const known = row[index];
    if (known !== undefined) return known;
    const name = this.name(index);
    const found = name === undefined ? null : (entry.props.get(name) ?? null);
    // Only numbers of this table are remembered: others would let a peer grow the row at will.
    if (name !== undefined) row[index] = found;
    return found;
  }
}
