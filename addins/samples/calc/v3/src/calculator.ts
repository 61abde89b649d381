import { evaluate, knownOperation, rounded } from '../../shared/arithmetic.ts';
import { inOneUnit, type KnownUnit, UNITS } from '../../shared/units.ts';
import { CalcV3, type Expression, type Quantity } from './calc-contract.ts';

export class Calculator extends CalcV3 {
  override evaluate(expression: Expression): Quantity {
    const operation = knownOperation(expression.operation);
    const { unit, amounts } = inOneUnit({ ...expression, operation });
    const answer = { amount: rounded(evaluate(operation, amounts), expression.precision), unit };
    this.calculated(expression, answer);
    return answer;
  }

  override units(): readonly KnownUnit[] {
    return UNITS;
  }
}
