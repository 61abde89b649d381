import { Banner } from '@bulkhead/sdk';
import type { Notice } from '../explorer-state.ts';

export function NoticeBanner({ notice, onDismiss }: { notice: Notice; onDismiss: () => void }) {
  const detail = notice.detail === '' ? undefined : notice.detail;
  return <Banner tone={notice.tone} title={notice.title} detail={detail} onDismiss={onDismiss} />;
}
