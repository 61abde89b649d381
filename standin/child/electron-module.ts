/** Electron has systemPreferences, LanguageModelUtility and localAIHandler here as well; importing those fails. */
export const net = { fetch: globalThis.fetch };
