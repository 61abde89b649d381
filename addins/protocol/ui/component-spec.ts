import type { PropType, ValueOf } from './prop-types.ts';

/**
 * How the host treats an event (the same for every component, so that authors can rely on it).
 * - command: queued in order, each one delivered; the control shows that it works until the handler has finished
 * - edit: the host owns the value; the latest one per paint is delivered with the number of the edit
 * - continuous: only the latest one per paint is delivered
 *
 * There is a fourth class that no component has, because it is about a view as a whole: lifecycle (seen or not, has the
 * keyboard or not) travels as one state per paint, see TAG.presence; a view that is not seen gets no room for frames.
 */
export type EventClass = 'command' | 'edit' | 'continuous';

export interface EventSpec<Payload = unknown> {
  readonly class: EventClass;
  readonly payload: PropType<Payload>;
  readonly summary: string;
  /** True: the SDK itself listens; authors do not see it. */
  readonly internal: boolean;
}

export interface PropSpec<Value = unknown, Needed extends boolean = boolean, Initial = unknown> {
  readonly type: PropType<Value>;
  readonly summary: string;
  readonly required: Needed;
  /** What the host assumes when the property is absent. */
  readonly initial: Initial;
}

/**
 * What may be inside a component.
 * - none: nothing; - text: only text; - inline: text and inline components; - blocks: anything but parts that
 *   belong to another component; or a list of the only component names allowed, in which 'blocks' may stand too
 */
export type ChildrenRule = 'none' | 'text' | 'inline' | 'blocks' | readonly string[];

export interface ComponentSpec<
  Props extends Readonly<Record<string, PropSpec>> = Readonly<Record<string, PropSpec>>,
  Events extends Readonly<Record<string, EventSpec>> = Readonly<Record<string, EventSpec>>,
  Children extends ChildrenRule = ChildrenRule,
  Methods extends readonly string[] = readonly string[],
> {
  readonly summary: string;
  /** The protocol version that first had it. */
  readonly since: number;
  /** The role that assistive technology sees. */
  readonly role: string;
  readonly children: Children;
  /** Where it may stand: anywhere ('block', 'inline') or only inside the named components ('part'). */
  readonly place: 'block' | 'inline' | 'part';
  readonly props: Props;
  readonly events: Events;
  /** The property whose value the person edits: the host owns it, the add-in proposes. */
  readonly draft: string | undefined;
  /** Calls an add-in may make on it, without an answer. */
  readonly methods: Methods;
  /** True: takes ROWS, the answer to its range event. */
  readonly rows: boolean;
  /** What the cells of a row are, in this order; undefined when its properties say how many there are. */
  readonly rowCells: readonly string[] | undefined;
}

interface ComponentOptions<Props, Events, Children, Methods> {
  summary: string;
  role: string;
  since?: number;
  children?: Children;
  place?: ComponentSpec['place'];
  props?: Props;
  events?: Events;
  draft?: keyof Props & string;
  methods?: Methods;
  rows?: boolean;
  rowCells?: readonly string[];
}

/** One row of the vocabulary. */
export function component<
  const Props extends Readonly<Record<string, PropSpec>> = Record<never, never>,
  const Events extends Readonly<Record<string, EventSpec>> = Record<never, never>,
  const Children extends ChildrenRule = 'none',
  const Methods extends readonly string[] = readonly [],
>(options: ComponentOptions<Props, Events, Children, Methods>): ComponentSpec<Props, Events, Children, Methods> {
  return {
    since: 1,
    children: 'none' as Children,
    place: 'block',
    props: {} as Props,
    events: {} as Events,
    draft: undefined,
    methods: [] as unknown as Methods,
    rows: false,
    rowCells: undefined,
    ...options,
  };
}

/** A property that may be absent; `initial` is what the host assumes then. */
export function prop<Value>(type: PropType<Value>, summary: string): PropSpec<Value, false, undefined>;
export function prop<Value>(
  type: PropType<Value>,
  summary: string,
  initial: NoInfer<Value>,
): PropSpec<Value, false, Value>;
export function prop<Value>(
  type: PropType<Value>,
  summary: string,
  initial?: Value,
): PropSpec<Value, false, Value | undefined> {
  return { type, summary, required: false, initial };
}

/** A property that every use must have. */
export function need<Value>(type: PropType<Value>, summary: string): PropSpec<Value, true, undefined> {
  return { type, summary, required: true, initial: undefined };
}

export function event<Payload>(
  eventClass: EventClass,
  payload: PropType<Payload>,
  summary: string,
): EventSpec<Payload> {
  return { class: eventClass, payload, summary, internal: false };
}

export function internalEvent<Payload>(
  eventClass: EventClass,
  payload: PropType<Payload>,
  summary: string,
): EventSpec<Payload> {
  return { class: eventClass, payload, summary, internal: true };
}

/** The payload of events that say nothing but that they happened. */
export const nothing: PropType<null> = { accepts: (value): value is null => value === null, form: 'nothing' };

type RequiredNames<Props> = {
  [Name in keyof Props]: Props[Name] extends { readonly required: true } ? Name : never;
}[keyof Props];

/** The properties that cross the wire, as an author writes them. */
export type WireProps<Spec extends ComponentSpec> = {
  readonly [Name in RequiredNames<Spec['props']>]: ValueOf<Spec['props'][Name]['type']>;
} & {
  readonly [Name in Exclude<keyof Spec['props'], RequiredNames<Spec['props']>>]?:
    | ValueOf<Spec['props'][Name]['type']>
    | undefined;
};

/** What a handler of this event is given. */
export type PayloadOf<Spec extends EventSpec> = ValueOf<Spec['payload']>;

/** The properties as a host component reads them: what has an initial value is always there. */
export type HeldProps<Spec extends ComponentSpec> = {
  readonly [Name in keyof Spec['props']]: Spec['props'][Name] extends { readonly required: true }
    ? ValueOf<Spec['props'][Name]['type']>
    : Spec['props'][Name]['initial'] extends undefined
      ? ValueOf<Spec['props'][Name]['type']> | undefined
      : ValueOf<Spec['props'][Name]['type']>;
};
