import { useEffect, useRef, useState } from 'react';
import * as ui from '../../../addins/sdk/index.ts';

interface Focusable {
  focus(): void;
  measure(): Promise<ui.Area | null>;
}

interface Scrollable extends Focusable {
  scrollToStart(): void;
}

/** Does by itself, without anybody having pressed anything, all that could pull the keyboard into its frame. */
function Pushy() {
  const [pushed, setPushed] = useState(false);
  const combo = useRef<Focusable>(null);
  const day = useRef<Focusable>(null);
  const color = useRef<Focusable>(null);
  const tree = useRef<Scrollable>(null);
  const list = useRef<Scrollable>(null);
  useEffect(() => {
    for (const { current } of [combo, day, color, tree, list]) current?.focus();
    setPushed(true);
  }, []);
  return (
    <ui.Stack grow>
      <ui.ComboBox ref={combo} label="City" options={['Riga']} />
      <ui.DatePicker ref={day} label="Day" />
      <ui.ColorPicker ref={color} label="Colour" />
      <ui.Popover label="Look" open>
        <ui.Text>{pushed ? 'pushed' : 'not yet'}</ui.Text>
        <ui.TextField label="Type here" autoFocus />
      </ui.Popover>
      <ui.Tree
        ref={tree}
        label="Lines"
        rowCount={1}
        getRows={() => [{ id: 'a', label: 'A', depth: 0, state: 'leaf' }]}
      />
      <ui.VirtualList ref={list} label="More lines" rowCount={1} getRows={() => [{ title: 'B' }]} />
      <ui.Toast title="Look here">
        <ui.Button>Press</ui.Button>
      </ui.Toast>
    </ui.Stack>
  );
}

export const pushy = ui.defineAddin({ views: { main: Pushy } });
