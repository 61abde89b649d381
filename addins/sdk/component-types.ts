import type { ReactNode, Ref } from 'react';
import type { CommonProps } from '../protocol/ui/common-props.ts';
import type { ComponentSpec, PayloadOf, WireProps } from '../protocol/ui/component-spec.ts';
import type { IconName } from '../protocol/ui/icons.ts';
import type { Cell, ValueOf } from '../protocol/ui/prop-types.ts';
import type { Area } from './measurements.ts';

type VisibleEvents<Spec extends ComponentSpec> = {
  readonly [Name in keyof Spec['events']]?: ((payload: PayloadOf<Spec['events'][Name]>) => unknown) | undefined;
};

type ChildrenProps<Spec extends ComponentSpec> = Spec['children'] extends 'none'
  ? { readonly children?: undefined }
  : { readonly children?: ReactNode };

/** A row of a source: one cell for each column, from left to right. */
export type GridRow = readonly Cell[];

/** One line of a VirtualList. */
export interface ListRow {
  readonly title: string;
  readonly description?: string | undefined;
  readonly icon?: IconName | undefined;
  /** Drawn at the end. */
  readonly badge?: string | undefined;
}

/** One line of a Tree, as it can be seen now. */
export interface TreeRow {
  /** Names the line, also after lines above it were opened or closed. */
  readonly id: string;
  readonly label: string;
  /** Lines it is inside of: 0 at the top. */
  readonly depth: number;
  readonly state: 'leaf' | 'collapsed' | 'expanded';
  readonly icon?: IconName | undefined;
  /** Which it is among the lines of its parent, from 1, and how many these are: for people who cannot see the tree. */
  readonly position?: number | undefined;
  readonly siblings?: number | undefined;
  /** The row of the line it is inside of: the left arrow goes there at once, however far it is. */
  readonly parent?: number | undefined;
}

/** Answers the rows from `start`; the window asks for those in view and some ahead, long before they are seen. */
export type RowSource<Value> = (start: number, count: number) => readonly Value[] | Promise<readonly Value[]>;

type Handle<Methods extends readonly string[]> = { readonly [Name in Methods[number]]: () => void } & {
  /** Where it is drawn now, from the corner of the view; null while it is not on the screen. */
  readonly measure: () => Promise<Area | null>;
};

/** Rules that the host follows by itself. Where one makes no sense, the view says so when it is drawn. */
type RuleProps = {
  readonly [Name in keyof CommonProps]?: ValueOf<CommonProps[Name]['type']> | undefined;
};

/** What an author writes for one row of the vocabulary. */
export type ComponentProps<Spec extends ComponentSpec> = WireProps<Spec> &
  Omit<VisibleEvents<Spec>, 'onRange'> &
  RuleProps &
  ChildrenProps<Spec> & {
    /** Drawn instead by a host that does not have this component. */
    readonly fallback?: ReactNode;
    readonly ref?: Ref<Handle<Spec['methods']>> | undefined;
  };
