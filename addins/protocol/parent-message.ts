/** What the host posts to a domain outside of any session: only how it begins, and new ports. */
export type ParentMessage =
  | {
      type: 'start';
      epoch: number;
      /** Absolute path of the SDK script, read before the walls go up. */
      sdkPath: string;
    }
  | { type: 'view-port' };
