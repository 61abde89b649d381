import { createBenchAddin } from './create-bench-addin.ts';
import { KeyedView } from './keyed-view.tsx';

function SecondEdition() {
  return <KeyedView newer={true} />;
}

export default createBenchAddin(SecondEdition);
