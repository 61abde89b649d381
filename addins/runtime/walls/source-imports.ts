import { setFlagsFromString } from 'node:v8';

/** Import expressions that reach the loader past the language wall's own check, and the engine flag of each. */
const FORMS = [
  { source: 'import.source("x")', flag: '--no-js-source-phase-imports' },
  { source: 'import.defer("x")', flag: '--no-js-defer-import-eval' },
] as const;

/**
 * The same forms as text, for engines whose flag is gone: `import.` followed by a comment, an escape, or the start of
 * one of the two names. Prose such as "import. Then" passes.
 */
const IMPORT_FORM = /\bimport\s*\.\s*(?:[/\\]|(?:source|defer)\b|[sd]\w*\\)/;

/**
 * Switches these forms off in the engine. An engine that never parsed a form is left alone: it would complain about
 * the unknown flag on stderr. Answers the forms that are still understood.
 */
export function refuseSourceImports(): string[] {
  for (const { source, flag } of FORMS) if (parses(source)) setFlagsFromString(flag);
  return FORMS.filter(({ source }) => parses(source)).map(({ source }) => source);
}

export function holdsSourceImport(source: string): boolean {
  return IMPORT_FORM.test(source);
}

function parses(source: string): boolean {
  try {
    // Compiled, never called: the parser's answer is all that is asked for.
    Function(source);
    return true;
  } catch {
    return false;
  }
}
