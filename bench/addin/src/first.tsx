import { createBenchAddin } from './create-bench-addin.ts';
import { KeyedView } from './keyed-view.tsx';

function FirstEdition() {
  return <KeyedView newer={false} />;
}

export default createBenchAddin(FirstEdition);
