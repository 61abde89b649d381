import { app } from 'electron';

/** Parts of Chromium that are switched on or off for everything we show. Before `ready`. */
export function chooseEngineFeatures(): void {
  // A web page of an add-in gets the keyboard from the person only. The frame asks for it by a policy of its own, and is
  // not shown where there is no such thing.
  add('enable-features', 'BlockingFocusWithoutUserActivation');
  // After a press Chromium holds back messages of ports until the next picture. For a page that does everything itself that
  // is quicker; here the answer to the press is such a message, and would always come one picture late.
  add('disable-features', 'DeferRendererTasksAfterInput');
}

/** What was given on the command line stays. */
function add(list: 'enable-features' | 'disable-features', feature: string): void {
  const given = app.commandLine.getSwitchValue(list);
  app.commandLine.appendSwitch(list, given === '' ? feature : `${given},${feature}`);
}
