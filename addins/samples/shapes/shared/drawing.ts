import { type InspectableChange, inspectable, notifyChanged, type Property } from '@bulkhead/sdk';
import { createShape, type Shape } from './shape.ts';

type Change = InspectableChange<Shape>;

/** Changes that can be taken back; older ones are forgotten. */
const REMEMBERED = 100;

/** The shapes, which of them are selected, and how to take changes back. */
export class Drawing {
  readonly #properties: readonly Property<Shape>[];
  readonly #listeners = new Set<() => void>();
  #shapes: readonly Shape[] = [];
  #selected: ReadonlySet<string> = new Set();
  #changes: readonly Change[] = [];
  /** Counts up with every change: what views follow. */
  #version = 0;

  constructor(properties: readonly Property<Shape>[]) {
    this.#properties = properties;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly version = (): number => this.#version;

  get shapes(): readonly Shape[] {
    return this.#shapes;
  }

  get selection(): Shape[] {
    return this.#shapes.filter(({ id }) => this.#selected.has(id));
  }

  get canUndo(): boolean {
    return this.#changes.length > 0;
  }

  isSelected({ id }: Shape): boolean {
    return this.#selected.has(id);
  }

  load(shapes: readonly Shape[], selected: readonly string[]): void {
    this.#shapes = shapes.map((shape) => this.#inspectable(shape));
    this.#selected = new Set(selected);
    this.#drawAgain();
  }

  add(kind: string): void {
    const id = String(Math.max(0, ...this.#shapes.map((shape) => Number(shape.id))) + 1);
    this.#shapes = [...this.#shapes, this.#inspectable(createShape(id, { kind }))];
    this.#selected = new Set([id]);
    this.#drawAgain();
  }

  select({ id }: Shape, isSelected: boolean): void {
    const others = [...this.#selected].filter((other) => other !== id);
    this.#selected = new Set(isSelected ? [...others, id] : others);
    this.#drawAgain();
  }

  removeSelected(): void {
    this.#shapes = this.#shapes.filter((shape) => !this.isSelected(shape));
    this.#selected = new Set();
    this.#drawAgain();
  }

  /** The drawing itself changes shapes: an open grid is told. */
  turnSelected(degrees: number): void {
    for (const shape of this.selection) {
      shape.rotation = ((shape.rotation + degrees + 540) % 360) - 180;
      notifyChanged(shape, ['rotation']);
    }
    this.#drawAgain();
  }

  /** Takes back what was changed last in a grid. */
  undo(): void {
    const change = this.#changes.at(-1);
    if (!change) return;
    this.#changes = this.#changes.slice(0, -1);
    put(change.object, change.path, change.before);
    notifyChanged(change.object);
    this.#drawAgain();
  }

  #inspectable(shape: Shape): Shape {
    return inspectable(shape, {
      key: `shape ${shape.id}`,
      title: ({ name, kind }) => `${name} (${kind})`,
      properties: this.#properties,
      onChange: (change) => {
        this.#changes = [...this.#changes, change].slice(-REMEMBERED);
        this.#drawAgain();
      },
    });
  }

  #drawAgain(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}

/** Puts a value where `path` leads to. */
function put(object: object, path: readonly string[], value: unknown): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  const fields = object as Record<string, unknown>;
  if (rest.length === 0) fields[name] = value;
  else put(fields[name] as object, rest, value);
}
