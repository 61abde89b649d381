import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { WalledProcess } from './testing/walled-process.ts';

const require = createRequire(import.meta.url);
const MODULES = {
  react: 'react/cjs/react.production.js',
  scheduler: 'scheduler/cjs/scheduler.production.js',
  'react-reconciler': 'react-reconciler/cjs/react-reconciler.production.js',
  'react-reconciler/constants.js': 'react-reconciler/cjs/react-reconciler-constants.production.js',
} as const;

/** The production files as they are, as one script with a loader of three lines. */
function bundle(program: string): string {
  const factories = Object.entries(MODULES).map(([name, path]) => {
    const file = require.resolve(name.startsWith('react-reconciler') ? 'react-reconciler' : name);
    const folder = file.slice(0, file.lastIndexOf('/node_modules/') + '/node_modules/'.length);
    return `${JSON.stringify(name)}: function (require, module, exports) {${readFileSync(`${folder}${path}`, 'utf8')}\n}`;
  });
  return `(() => {
    const factories = {${factories.join(',\n')}};
    const loaded = {};
    const require = (name) => {
      if (!loaded[name]) factories[name](require, loaded[name] = { exports: {} }, loaded[name].exports);
      return loaded[name].exports;
    };
    ${program}
  })()`;
}

/** A host that writes what it is told as a tree of plain records. */
const PROGRAM = `
  const React = require('react');
  const { DefaultEventPriority, NoEventPriority } = require('react-reconciler/constants.js');
  let priority = NoEventPriority;
  const nothing = () => {};
  const append = (parent, child) => { parent.children = parent.children.filter((one) => one !== child).concat(child); };
  const renderer = require('react-reconciler')({
    supportsMutation: true, isPrimaryRenderer: true, supportsPersistence: false, supportsHydration: false, noTimeout: -1,
    scheduleTimeout: setTimeout, cancelTimeout: clearTimeout, supportsMicrotasks: true, scheduleMicrotask: queueMicrotask,
    createInstance: (type, { children, ...props }) => ({ type, props, children: [] }),
    createTextInstance: (text) => ({ text }),
    appendInitialChild: append, appendChild: append, appendChildToContainer: append,
    removeChild: (parent, child) => { parent.children = parent.children.filter((one) => one !== child); },
    insertBefore: (parent, child, before) => { parent.children.splice(parent.children.indexOf(before), 0, child); },
    commitTextUpdate: (node, _old, text) => { node.text = text; },
    commitUpdate: (node, _type, _old, { children, ...props }) => { node.props = props; },
    finalizeInitialChildren: () => false, shouldSetTextContent: () => false, clearContainer: (root) => { root.children = []; },
    getRootHostContext: () => ({}), getChildHostContext: (context) => context, getPublicInstance: (node) => node,
    prepareForCommit: () => null, resetAfterCommit: nothing, preparePortalMount: nothing, detachDeletedInstance: nothing,
    setCurrentUpdatePriority: (next) => { priority = next; }, getCurrentUpdatePriority: () => priority,
    resolveUpdatePriority: () => priority || DefaultEventPriority, trackSchedulerEvent: nothing,
    resolveEventType: () => null, resolveEventTimeStamp: () => -1.1, shouldAttemptEagerTransition: () => false,
    requestPostPaintCallback: nothing, maySuspendCommit: () => false, preloadInstance: () => true,
    startSuspendingCommit: nothing, suspendInstance: nothing, waitForCommitToBeReady: () => null,
    NotPendingTransition: null, HostTransitionContext: React.createContext(null), resetFormInstance: nothing,
    getInstanceFromNode: () => null, beforeActiveInstanceBlur: nothing, afterActiveInstanceBlur: nothing,
    prepareScopeUpdate: nothing, getInstanceFromScope: () => null,
  });
  const root = { children: [] };
  const effects = [];
  function Row({ id, count }) { return React.createElement('row', { id }, 'row ', String(id), count > 1 ? ' again' : ''); }
  function App() {
    const [count, setCount] = React.useState(1);
    React.useEffect(() => { effects.push(count); if (count < 3) setCount(count + 1); }, [count]);
    const rows = React.useMemo(() => Array.from({ length: 200 }, (_, id) => id), []);
    return React.createElement('list', { count }, rows.map((id) => React.createElement(Row, { key: id, id, count })));
  }
  const report = (error) => console.error(error);
  const container = renderer.createContainer(root, 1, null, false, null, '', report, report, report, nothing, null);
  renderer.updateContainer(React.createElement(App), container, null, null);
  return new Promise((resolve) => {
    const look = () => effects.length < 3 ? setTimeout(look, 1) : resolve(JSON.stringify({ effects, list: root.children[0] }));
    look();
  });
`;

test('the production builds of React and its reconciler run unchanged in the compartment, with effects and updates', async () => {
  using domain = await WalledProcess.start();
  const answer = JSON.parse((await domain.evaluate(bundle(PROGRAM))) as string);
  const { lines } = (await domain.ask('globals', {})) as { lines: string[] };
  expect(lines).toEqual([]);
  expect(answer.effects).toEqual([1, 2, 3]);
  expect(answer.list.props).toEqual({ count: 3 });
  expect(answer.list.children).toHaveLength(200);
  expect(answer.list.children[7]).toEqual({
    type: 'row',
    props: { id: 7 },
    children: [{ text: 'row ' }, { text: '7' }, { text: ' again' }],
  });
});
