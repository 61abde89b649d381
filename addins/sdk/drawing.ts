import { type DisplayList, DRAW, type DrawColor } from '../protocol/ui/drawing.ts';

/**
 * Makes what a Canvas shows. Outline something with `move`, `line`, `rect` and `arc`, then `fill` or `stroke` it, which
 * starts the next outline. Lengths are in the Canvas's own units, from its upper left corner; angles are in radians.
 */
export class Drawing {
  readonly #ops: number[] = [];
  readonly #colors: DrawColor[] = [];
  readonly #texts: string[] = [];

  move(x: number, y: number): this {
    return this.#add(DRAW.move, x, y);
  }

  line(x: number, y: number): this {
    return this.#add(DRAW.line, x, y);
  }

  /** @param size width and height */
  rect(x: number, y: number, size: readonly [width: number, height: number]): this {
    return this.#add(DRAW.rect, x, y, ...size);
  }

  /** @param round radius, and the angles where it starts and ends; without angles a whole circle */
  arc(x: number, y: number, round: readonly [radius: number, start?: number, end?: number]): this {
    const [radius, start = 0, end = 2 * Math.PI] = round;
    return this.#add(DRAW.arc, x, y, radius, start, end);
  }

  close(): this {
    return this.#add(DRAW.close);
  }

  fill(color: DrawColor): this {
    return this.#add(DRAW.fill, placeOf(this.#colors, color));
  }

  stroke(color: DrawColor, width = 1): this {
    return this.#add(DRAW.stroke, placeOf(this.#colors, color), width);
  }

  text(text: string, at: readonly [x: number, y: number], { size = 13, color = 'normal' as DrawColor } = {}): this {
    return this.#add(DRAW.text, placeOf(this.#texts, text), ...at, size, placeOf(this.#colors, color));
  }

  /** What to give a Canvas. It does not change when more is drawn. */
  done(): DisplayList {
    return { ops: [...this.#ops], colors: [...this.#colors], texts: [...this.#texts] };
  }

  #add(...numbers: readonly number[]): this {
    for (const number of numbers) this.#ops.push(number);
    return this;
  }
}

function placeOf<Item>(list: Item[], item: Item): number {
  const known = list.indexOf(item);
  return known < 0 ? list.push(item) - 1 : known;
}
