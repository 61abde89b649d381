import { Button, Chart, DataGrid, Stack, Tab, Text, TextField } from '@bulkhead/sdk';
import { createElement, type ReactNode } from 'react';

/** Levels and letters above every limit. */
const DEEP = 300;
const LONG = 2_000_000;
const POINTS = 90_000;

/** What TypeScript would refuse, for the ones who do not ask it. */
function anything(props: Record<string, unknown>): object {
  return props;
}

function nested(level: number): ReactNode {
  return level === 0 ? <Text>bottom</Text> : <Stack>{nested(level - 1)}</Stack>;
}

/** By name: views that the window must refuse or draw harmlessly. */
export const DRAWINGS: Readonly<Record<string, () => ReactNode>> = {
  'a script': () => createElement('script', { src: 'https://example.com/evil.js' }, 'alert(1)'),
  'a frame with a page': () => createElement('iframe', { srcdoc: '<script>alert(1)</script>' }),
  'raw HTML': () => <Text {...anything({ dangerouslySetInnerHTML: { __html: '<img src=x onerror=alert(1)>' } })} />,
  'properties of a wrong type': () => <Button {...anything({ kind: { evil: true }, disabled: 'no' })}>Press</Button>,
  'an unknown property': () => <Button {...anything({ style: 'position:fixed', onHover: () => 1 })}>Press</Button>,
  'a number of rows below zero': () => <DataGrid label="Rows" columns={[]} rowCount={-1} getRows={() => []} />,
  'rows that are no rows': () => (
    <DataGrid label="Rows" columns={[{ key: 'a', title: 'A' }]} rowCount={50} getRows={() => 7 as never} />
  ),
  'a chart without end': () => <Chart title="Chart" labels={Array<string>(POINTS).fill('x')} series={[]} />,
  'a part in a wrong place': () => (
    <Tab label="Tab" value="tab">
      <Text>a tab outside of tabs</Text>
    </Tab>
  ),
  'a very deep tree': () => nested(DEEP),
  'a very long text': () => <Text>{'z'.repeat(LONG)}</Text>,
  'a key with a trap': () => (
    <TextField key={'__proto__'} label="Trap" {...anything({ constructor: { prototype: 1 } })} />
  ),
  'a failure while drawing': () => {
    throw new Error('This view fails while it is drawn, as always.');
  },
};
