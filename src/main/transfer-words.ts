import type { TransferSummary } from '../shared/files/file-models.ts';
import type { Language } from './menu-labels.ts';

export interface NotificationWords {
  readonly title: string;
  readonly body: string;
}

type Count = Pick<TransferSummary, 'sent' | 'received' | 'failed'>;

const WORDS: Readonly<
  Record<Language, { readonly done: string; readonly notAll: string } & Record<keyof Count, (count: number) => string>>
> = {
  en: {
    done: 'All transfers are done',
    notAll: 'Not all transfers worked',
    received: (count) => `${count} received`,
    sent: (count) => `${count} sent`,
    failed: (count) => `${count} failed`,
  },
  'zh-CN': {
    done: '所有传输已完成',
    notAll: '部分传输未能完成',
    received: (count) => `已接收 ${count} 个`,
    sent: (count) => `已发送 ${count} 个`,
    failed: (count) => `${count} 个失败`,
  },
};

/** What the desktop says of transfers that are over. */
export function notificationWords(language: Language, summary: Count): NotificationWords {
  const words = WORDS[language];
  const parts = (['received', 'sent', 'failed'] as const)
    .filter((part) => summary[part] > 0)
    .map((part) => words[part](summary[part]));
  return { title: summary.failed === 0 ? words.done : words.notAll, body: parts.join(' · ') };
}
