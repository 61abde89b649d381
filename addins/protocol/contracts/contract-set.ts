import { type ContractTable, compileContract } from './contract-method-table.ts';
import { parseContract } from './contract-schema.ts';

/** The contracts that one package describes, compiled, by line. A line that nobody describes carries any plain data. */
export class ContractSet {
  readonly #tables: ReadonlyMap<string, ContractTable>;

  constructor(tables: readonly ContractTable[]) {
    this.#tables = new Map(tables.map((table) => [table.line, table]));
  }

  get tables(): readonly ContractTable[] {
    return [...this.#tables.values()];
  }

  /** `line` as in `acme.calc@1`. */
  table(line: string): ContractTable | undefined {
    return this.#tables.get(line);
  }
}

/** Of the texts of `contracts/*.contract.json`. Throws E_CONTRACT_FILE. */
export function compileContracts(texts: readonly string[]): ContractSet {
  return new ContractSet(texts.map((text) => compileContract(parseContract(text))));
}
