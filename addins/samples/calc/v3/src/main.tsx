import { defineAddin } from '@bulkhead/sdk';
import { CalculatorView } from '../../shared/calculator-view.tsx';
import { Calculator } from './calculator.ts';

const calculator = new Calculator();

export default defineAddin({
  views: { calculator: () => <CalculatorView calculator={calculator} version={3} /> },
});
