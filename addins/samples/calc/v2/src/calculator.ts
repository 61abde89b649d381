import { evaluate, knownOperation, rounded } from '../../shared/arithmetic.ts';
import { CalcV2, type Operation, type Options } from './calc-contract.ts';

export class Calculator extends CalcV2 {
  override evaluate(operation: Operation, values: readonly number[], options: Options = {}): number {
    const answer = rounded(evaluate(knownOperation(operation), values), options.precision);
    this.calculated(operation, answer);
    return answer;
  }
}
