/** A generation that is ready and not serving yet. */
export interface Candidate {
  addinId: string;
  number: number;
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
   * Gives the window a port to a generation that is not serving yet; resolves when every frame has its first picture.
   * Rejects with E_UPGRADE_FAILED when a frame gets none, with what the person can do where that is known.
   */
  offer(port: unknown, candidate: Candidate): Promise<void>;
  /** The offered generation takes over: frames are adopted, what was held back goes to it. */
  commit(addinId: string, number: number): void;
  /** The offered generation failed: what was held back goes to the old one. */
  abandon(addinId: string, number: number): void;
  /** How many frames of this add-in are open. */
  frameCount(addinId: string): number;
}
