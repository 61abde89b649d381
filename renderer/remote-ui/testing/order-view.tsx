import { useRef, useState } from 'react';
import * as ui from '../../../addins/sdk/index.ts';

const drawing = new ui.Drawing()
  .rect(0, 0, [200, 100])
  .fill('#ff0000')
  .rect(0, 0, [100, 100])
  .fill('accent')
  .text('half', [10, 50], { color: 'normal' })
  .done();

interface Measurable {
  measure(): Promise<ui.Area | null>;
}

/** A form with rules, a drawing, and a part that is measured. */
function Order() {
  const [words, setWords] = useState('nothing yet');
  const isSeen = ui.useVisible();
  const isFocused = ui.useFocused();
  const box = useRef<Measurable>(null);
  const measure = async () => {
    const area = await box.current?.measure();
    setWords(area ? `${area.width} wide, ${area.height} high` : 'nowhere');
  };
  return (
    <ui.Stack padding="m">
      <ui.TextField
        label="Mail"
        name="mail"
        validate={{ required: true, format: 'email', message: 'A mail address.' }}
      />
      <ui.Checkbox label="As a gift" name="gift" />
      <ui.TextField label="To" showWhen={{ field: 'gift', checked: true }} />
      <ui.NumberField label="Copies" name="copies" max={9} />
      <ui.Button validates={['mail', 'copies']} onPress={() => setWords('ordered')}>
        Order
      </ui.Button>
      <ui.Button disabledWhen={{ field: 'gift', checked: true }} onPress={measure}>
        Measure
      </ui.Button>
      <ui.Canvas
        ref={box}
        label="Two halves"
        width={200}
        height={100}
        drawing={drawing}
        onPress={({ x, y }) => setWords(`pressed ${Math.round(x)} ${Math.round(y)}`)}
      />
      <ui.Text>{words}</ui.Text>
      <ui.Text>{`${isSeen ? 'seen' : 'unseen'}, ${isFocused ? 'has' : 'lacks'} the keyboard`}</ui.Text>
    </ui.Stack>
  );
}

export const order = ui.defineAddin({ views: { main: Order } });
