import { createElement, isValidElement, type ReactElement } from 'react';
import { afterEach, expect, test } from 'vitest';
import { componentFeatures } from '../protocol/ui/features.ts';
import { withFallback } from './fallback.ts';
import { has, learnFeatures } from './features.ts';

const make = withFallback(createElement) as unknown as (type: unknown, props: unknown) => ReactElement<Props>;
const fallback = createElement('Text', null, 'instead');

interface Props {
  children?: unknown;
}

afterEach(() => learnFeatures(componentFeatures()));

test('a component that the host has is drawn itself', () => {
  expect(make('Canvas', { fallback }).type).toBe('Canvas');
});

test.each([
  ['the SDK does not know', undefined],
  ['the window has not listed', 'Hologram'],
])('a component that %s is replaced, and its key stays', (_which, type) => {
  const element = make(type, { key: 'k', fallback });
  expect(isValidElement(element)).toBe(true);
  expect(element.key).toBe('k');
  expect(element.props.children).toBe(fallback);
});

test('a fallback of nothing is nothing', () => {
  expect(make('Hologram', { fallback: null }).props.children).toBe(null);
});

test('features are asked for by name and by the version that has them in this form', () => {
  expect([has('DataGrid'), has('DataGrid@1'), has('Hologram'), has('constructor')]).toEqual([true, true, false, false]);
  learnFeatures(['DataGrid@2']);
  expect([has('DataGrid@2'), has('DataGrid@3'), has('Text')]).toEqual([true, false, false]);
});
