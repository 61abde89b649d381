import type { Scalar } from '../../protocol/inspect/property-row.ts';

/** What every property says, whatever its type. */
interface PropertyBase<Owner, Value> {
  /** Unique within its object. Without `get` and `set` it is also the field that is read and written. */
  readonly name: string;
  /** What a person reads; made from the name when absent. */
  readonly label?: string;
  /** Properties of one category stand together and can be folded away. */
  readonly category?: string;
  /** One sentence, shown for the chosen property. */
  readonly help?: string;
  readonly readonly?: boolean;
  /** What a reset gives; without it there is none. */
  readonly default?: Value;
  /** Shown only while another property of the same object has one of these values. */
  readonly dependsOn?: { readonly name: string; readonly values: readonly Scalar[] };
  /** May hold nothing: null. */
  readonly empty?: boolean;
  get?(owner: Owner): Value | null | undefined;
  set?(owner: Owner, value: Value): void;
  /** What is wrong with a value that a person typed, in words for them; undefined when nothing is. */
  check?(value: Value, owner: Owner): string | undefined;
}

export interface TextProperty<Owner> extends PropertyBase<Owner, string> {
  readonly type: 'text';
  readonly editor?: 'line' | 'area';
  readonly maxLength?: number;
}

export interface NumberProperty<Owner> extends PropertyBase<Owner, number> {
  readonly type: 'number' | 'integer';
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
}

export interface BooleanProperty<Owner> extends PropertyBase<Owner, boolean> {
  readonly type: 'boolean';
  readonly editor?: 'checkbox' | 'switch';
}

export interface EnumProperty<Owner> extends PropertyBase<Owner, string> {
  readonly type: 'enum';
  readonly options: readonly (string | { readonly value: string; readonly label: string })[];
}

/** A colour as `#rrggbb`. */
export interface ColorProperty<Owner> extends PropertyBase<Owner, string> {
  readonly type: 'color';
}

/** A day as `2026-11-28`. */
export interface DateProperty<Owner> extends PropertyBase<Owner, string> {
  readonly type: 'date';
}

/** An object inside the object. */
export interface ObjectProperty<Owner> extends Omit<PropertyBase<Owner, object>, 'default' | 'check' | 'set'> {
  readonly type: 'object';
  /** What can be edited in it. Not needed for an object that is itself inspectable. */
  readonly properties?: readonly Property<never>[];
  /** What it looks like from outside, in a few words. */
  preview?(value: never): string;
}

type Unnamed<Type> = Type extends unknown ? Omit<Type, 'name' | 'get' | 'set' | 'dependsOn'> : never;
/** What every item of a list is like: a property without a name of its own. */
export type ItemProperty = Unnamed<
  | TextProperty<never>
  | NumberProperty<never>
  | BooleanProperty<never>
  | EnumProperty<never>
  | ColorProperty<never>
  | DateProperty<never>
  | ObjectProperty<never>
>;

export interface ListProperty<Owner> extends Omit<PropertyBase<Owner, readonly unknown[]>, 'default' | 'check'> {
  readonly type: 'list';
  readonly item: ItemProperty;
  /** Makes the item that "Add" puts in. Needed for lists of objects, else nothing can be added. */
  create?(): unknown;
  /** False: nothing can be added, removed or moved. */
  readonly resizable?: boolean;
  /** What the list looks like from outside, in a few words. */
  preview?(value: never): string;
}

/** One property of an inspectable object, as its author describes it. */
export type Property<Owner = never> =
  | TextProperty<Owner>
  | NumberProperty<Owner>
  | BooleanProperty<Owner>
  | EnumProperty<Owner>
  | ColorProperty<Owner>
  | DateProperty<Owner>
  | ObjectProperty<Owner>
  | ListProperty<Owner>;

/** The same, as the SDK reads it: every member that any of them may have. */
export interface HeldProperty {
  readonly name: string;
  readonly type: Property['type'];
  readonly label?: string;
  readonly category?: string;
  readonly help?: string;
  readonly readonly?: boolean;
  readonly default?: Scalar;
  readonly dependsOn?: { readonly name: string; readonly values: readonly Scalar[] };
  readonly empty?: boolean;
  readonly editor?: 'line' | 'area' | 'checkbox' | 'switch';
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly options?: readonly (string | { readonly value: string; readonly label: string })[];
  readonly properties?: readonly HeldProperty[];
  readonly item?: Omit<HeldProperty, 'name'>;
  readonly resizable?: boolean;
  get?(owner: object): unknown;
  set?(owner: object, value: unknown): void;
  check?(value: unknown, owner: object): string | undefined;
  preview?(value: unknown): string;
  create?(): unknown;
}
