/** The policy by which a page gets the keyboard from the person only. Without it no page is shown. */
export const FOCUS_POLICY = 'focus-without-user-activation';
/** What a page must not even ask for. */
const POLICY = [FOCUS_POLICY, 'autoplay', 'fullscreen', 'clipboard-read', 'clipboard-write', 'camera', 'microphone']
  .map((feature) => `${feature} 'none'`)
  .join('; ');

/** What every frame has that shows a page which is not the window's own. */
export const WEB_FRAME = { sandbox: 'allow-scripts', allow: POLICY, referrerPolicy: 'no-referrer' } as const;
