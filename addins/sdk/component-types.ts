import type { ReactNode, Ref } from 'react';
import type { ComponentSpec, PayloadOf, WireProps } from '../protocol/ui/component-spec.ts';
import type { Cell } from '../protocol/ui/prop-types.ts';

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

type Handle<Methods extends readonly string[]> = { readonly [Name in Methods[number]]: () => void };

/** What an author writes for one row of the vocabulary. */
export type ComponentProps<Spec extends ComponentSpec> = WireProps<Spec> &
  Omit<VisibleEvents<Spec>, 'onRange'> &
  ChildrenProps<Spec> & {
    readonly ref?: Ref<Handle<Spec['methods']>> | undefined;
  };
