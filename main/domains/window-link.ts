/** A generation that is loaded and not serving yet. */
export interface Candidate {
  addinId: string;
  number: number;
  /** A new end of a port to it. */
  createPort(): unknown;
  /** Ids of the views in its manifest. */
  views: readonly string[];
}

/** What a domain needs of the window during its life. The window may be away: then everything resolves at once. */
export interface WindowLink {
  /** Gives the window its port to a generation that serves now. */
  attach(port: unknown, generation: { addinId: string; number: number }): void;
  /** Holds back new calls and events; resolves when nothing is on its way to that generation any more. */
  freeze(addinId: string, number: number): Promise<void>;
  /**
   * Gives the window its port to a candidate ahead of time, so that nobody waits for it later. Throws E_UPGRADE_FAILED
   * when an open frame shows what the candidate does not have, with what the person can do.
   */
  introduce(candidate: Candidate): void;
  /**
   * Has the candidate draw every open frame; resolves when each has its first picture. Rejects with E_UPGRADE_FAILED
   * when a frame gets none.
   */
  draw(candidate: Candidate): Promise<void>;
  /** The candidate takes over: frames are adopted, what was held back goes to it. */
  commit(addinId: string, number: number): void;
  /** The candidate failed: what was held back goes to the old one. */
  abandon(addinId: string, number: number): void;
  /** How many frames of this add-in are open. */
  frameCount(addinId: string): number;
}
