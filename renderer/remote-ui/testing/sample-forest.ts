import type { TreeRow } from '../../../addins/sdk/index.ts';

const SHIPS = 1_000;
const CARGOES = 99;

/** A thousand ships with ninety-nine cargoes each, told by arithmetic: no line is kept anywhere. */
export class Forest {
  readonly #open: readonly number[];

  constructor(open: readonly number[] = Array.from({ length: SHIPS }, (_, ship) => ship)) {
    this.#open = [...open].sort((left, right) => left - right);
  }

  get rowCount(): number {
    return SHIPS + this.#open.length * CARGOES;
  }

  toggle(id: string, expanded: boolean): Forest {
    const ship = Number(id.slice(1));
    const others = this.#open.filter((each) => each !== ship);
    return new Forest(expanded ? [...others, ship] : others);
  }

  rows(start: number, count: number): TreeRow[] {
    return Array.from({ length: Math.min(count, this.rowCount - start) }, (_, index) => this.#row(start + index));
  }

  #row(row: number): TreeRow {
    let rest = row;
    let before = -1;
    for (const ship of this.#open) {
      const closed = ship - before;
      if (rest < closed) break;
      rest -= closed;
      before = ship;
      if (rest < CARGOES) return cargo(ship, { number: rest, parent: row - rest - 1 });
      rest -= CARGOES;
    }
    return this.#ship(before + 1 + rest);
  }

  #ship(ship: number): TreeRow {
    const state = this.#open.includes(ship) ? 'expanded' : 'collapsed';
    const place = { depth: 0, position: ship + 1, siblings: SHIPS };
    return { id: `s${ship}`, label: `Ship ${ship}`, state, icon: 'folder', ...place };
  }
}

function cargo(ship: number, { number, parent }: { number: number; parent: number }): TreeRow {
  const place = { depth: 1, position: number + 1, siblings: CARGOES, parent };
  return { id: `c${ship}-${number}`, label: `Cargo ${ship}.${number}`, state: 'leaf', icon: 'archive', ...place };
}
