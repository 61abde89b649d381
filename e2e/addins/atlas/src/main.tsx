import { Button, defineAddin, Row, Stack, Text, TextField, WebView, type WebViewHandle } from '@bulkhead/sdk';
import { useRef, useState } from 'react';

function PageView({ page, title }: { page: string; title: string }) {
  const web = useRef<WebViewHandle>(null);
  const [heard, setHeard] = useState('nothing yet');
  const [note, setNote] = useState('');
  const count = useRef(0);
  return (
    <Stack padding="m" grow>
      <Row>
        <Button onPress={() => web.current?.post({ hello: ++count.current, note })}>Say hello</Button>
      </Row>
      <TextField label="Note" value={note} onChange={setNote} />
      <Text>{`Heard: ${heard}`}</Text>
      <WebView ref={web} page={page} title={title} onMessage={(value) => setHeard(JSON.stringify(value))} />
    </Stack>
  );
}

function Atlas() {
  return <PageView page="assets/map/index.html" title="Map" />;
}

function Prison() {
  return <PageView page="assets/map/escape.html" title="Escape" />;
}

export default defineAddin({ views: { main: Atlas, prison: Prison } });
