import type { Clock } from '../../addins/protocol/clock.ts';
import type { Painter } from './painter.ts';
import type { MountedView, ViewConnection } from './view-connection.ts';

/** What changed in the views of one add-in since the last paint. */
export class PictureQueue {
  readonly #clock: Clock;
  readonly #painter: Painter;
  readonly #changed = new Map<MountedView, ViewConnection>();
  #isPlanned = false;

  constructor(clock: Clock, painter: Painter) {
    this.#clock = clock;
    this.#painter = painter;
  }

  /** Shows at the next paint what changed; the add-in may send more as soon as that begins. */
  add(mounted: MountedView, connection: ViewConnection): void {
    this.#changed.set(mounted, connection);
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    this.#painter.beforePaint(() => this.#draw());
  }

  #draw(): void {
    this.#isPlanned = false;
    const drawn = [...this.#changed];
    this.#changed.clear();
    // Before drawing: the other process makes the next picture ready while this one is drawn.
    for (const [mounted, connection] of drawn) connection.acknowledge(mounted);
    const start = this.#clock.now();
    for (const [{ frame, store }] of drawn) if (frame.store === store) frame.redraw();
    this.#painter.afterPaint(() => {
      const duration = this.#clock.now() - start;
      for (const [mounted, connection] of drawn) connection.drawn(mounted, duration);
    });
  }
}
