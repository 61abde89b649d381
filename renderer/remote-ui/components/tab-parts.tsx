import { Tabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import type { PartProps } from '../element-tree.ts';
import type { HostNode } from '../host-node.ts';
import { propsOf } from '../part-props.ts';
import { useDraft } from '../use-draft.ts';
import { Icon } from './icon.tsx';
import './tab-parts.css';

export function TabsPart({ node, children }: PartProps): ReactNode {
  const { label, grow } = propsOf<'Tabs'>(node);
  const first = node.children[0];
  const [value, change] = useDraft(node, first ? propsOf<'Tab'>(first).value : '');
  return (
    <Tabs.Root className="rv-tabs" data-grow={grow} value={value} onValueChange={(next) => change(String(next))}>
      <Tabs.List className="rv-tab-list" aria-label={label} activateOnFocus>
        {node.children.map((tab) => (
          <TabHead key={tab.hostKey} tab={tab} />
        ))}
      </Tabs.List>
      {children}
    </Tabs.Root>
  );
}

function TabHead({ tab }: { tab: HostNode }): ReactNode {
  const { value, label, icon } = propsOf<'Tab'>(tab);
  return (
    <Tabs.Tab className="rv-tab" value={value}>
      {icon ? <Icon name={icon} /> : null}
      {label}
    </Tabs.Tab>
  );
}

export function TabPart({ node, children }: PartProps): ReactNode {
  const { value, padding } = propsOf<'Tab'>(node);
  return (
    // Kept while it is not shown: what a person typed there stays.
    <Tabs.Panel className={`rv-tab-panel rv-pad-${padding}`} value={value} keepMounted>
      {children}
    </Tabs.Panel>
  );
}
