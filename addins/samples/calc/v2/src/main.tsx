import { defineAddin } from '@bulkhead/sdk';
import { CalculatorView } from '../../shared/calculator-view.tsx';
import { createCalls } from '../../shared/calls.ts';
import { Calculator } from './calculator.ts';

const VERSION = 2;
const calculator = new Calculator();

export default defineAddin({
  views: { calculator: () => <CalculatorView calculator={calculator} version={VERSION} /> },
  calls: createCalls(calculator, VERSION),
});
