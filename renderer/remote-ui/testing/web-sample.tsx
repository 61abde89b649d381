import { useRef, useState } from 'react';
import * as ui from '../../../addins/sdk/index.ts';

/** What the host would have made up. */
export const WEB_ADDRESS = `bulkhead-web://${'a'.repeat(32)}/assets/map.html`;

function MapView() {
  const page = useRef<ui.WebViewHandle>(null);
  const [heard, setHeard] = useState('nothing');
  return (
    <ui.Stack grow>
      <ui.Button onPress={() => page.current?.post({ place: 'Riga' })}>Tell</ui.Button>
      <ui.Text>{`Heard: ${heard}`}</ui.Text>
      <ui.WebView
        ref={page}
        page="assets/map.html"
        title="Map"
        onMessage={(value) => setHeard(JSON.stringify(value))}
      />
    </ui.Stack>
  );
}

export const web = ui.defineAddin({ views: { main: MapView } });
