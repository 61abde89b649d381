import type { ReactNode, Ref } from 'react';
import type { CommonProps } from '../protocol/ui/common-props.ts';
import type { ComponentSpec, PayloadOf, WireProps } from '../protocol/ui/component-spec.ts';
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

/** Answers the rows from `start`; the window asks for those in view. */
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
