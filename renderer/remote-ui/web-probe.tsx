import type { ReactNode } from 'react';
import { WEB_FRAME } from './web-frame.ts';
import { useWebWall } from './web-wall.ts';

/** Where the host tries whether a page can get out: a frame like that of any page, but out of everybody's sight. */
export function WebProbe(): ReactNode {
  const { probe } = useWebWall();
  if (probe === null) return null;
  return <iframe key={probe} hidden title="Test of web pages" src={probe} {...WEB_FRAME} />;
}
