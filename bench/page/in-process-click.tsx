import { type ReactNode, useMemo, useState } from 'react';
import { ButtonPart } from '../../renderer/remote-ui/components/action-parts.tsx';
import { StackPart } from '../../renderer/remote-ui/components/layout-parts.tsx';
import { TextPart } from '../../renderer/remote-ui/components/text-parts.tsx';
import { InProcessFrame, props } from './in-process-frame.tsx';

/** The click view of the bench add-in as an application without add-ins would write it. */
export function InProcessClick(): ReactNode {
  const [count, setCount] = useState(0);
  const events = useMemo(() => ({ command: () => setCount((before) => before + 1) }), []);
  return (
    <InProcessFrame view="in-process-click" events={events}>
      <StackPart node={props('Stack', { padding: 'm' })}>
        <TextPart node={props('Text', { text: `clicked ${count}` })} />
        <ButtonPart node={props('Button', { text: 'Count' })} />
      </StackPart>
    </InProcessFrame>
  );
}
