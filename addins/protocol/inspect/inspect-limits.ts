/** The limits on what is said about inspected objects. Free of schemas: the SDK reads them inside the compartment. */

/** Objects one grid shows together: more cannot be told apart in one list of values. */
export const INSPECT_OBJECTS = 100;
/** Objects of one add-in that its window may hold: a grid opened to the last item of long lists stays far below. */
export const INSPECT_HANDLES = 5_000;
/** Values of one answer: several screens. */
export const INSPECT_PAGE = 200;
/** Properties of one object. */
export const INSPECT_PROPERTIES = 400;
/** Items of one list. */
export const INSPECT_ITEMS = 100_000;
/** Different lists of properties that one add-in may describe to its window. */
export const INSPECT_SHAPES = 1_000;
/** Choices of one property. */
export const INSPECT_OPTIONS = 500;
/** Characters of a value: a longer text wants an editor of its own. */
export const INSPECT_TEXT = 10_000;
/** Characters of names, titles and choices. */
export const INSPECT_NAME = 200;
/** Characters of a sentence: help, what is wrong, what an object looks like from outside. */
export const INSPECT_SENTENCE = 500;
/** Objects inside objects: deeper ones belong into a view of their own. */
export const INSPECT_DEPTH = 8;
/** Milliseconds that getters may take for one answer; the rest comes with the next one. */
export const INSPECT_BUDGET = 50;
