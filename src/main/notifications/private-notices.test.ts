import { expect, it } from 'vitest';
import { success } from '../../shared/error-codes.ts';
import type { PrivateMessage } from '../../shared/sealed/private-models.ts';
import type { SealedContent } from '../../shared/sealed/sealed-models.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings-defaults.ts';
import type { DesktopNotice, NoticeHandlers } from '../notify.ts';
import { PrivateNotices } from './private-notices.ts';

const [KEY, ADA] = ['1'.repeat(16), 'a'.repeat(64)] as const;
const text: SealedContent = { kind: 'text', text: 'meet me at nine' };

function message(change: Partial<PrivateMessage> = {}): PrivateMessage {
  const about = { conversation: ADA, seq: 1, at: 1, id: '1', key: ADA, nick: 'Ada', isOwn: false, late: undefined };
  return { ...about, content: text, problem: undefined, ...change };
}

function rig({ isMuted = false, preview = true, looksAt = undefined as string | undefined } = {}) {
  const shown: { notice: DesktopNotice; handlers: NoticeHandlers; isBack: boolean }[] = [];
  const said: unknown[] = [];
  const settings = { ...DEFAULT_SETTINGS, notifyPreview: preview, sounds: false };
  const notices = new PrivateNotices({
    settings: () => settings,
    language: () => 'en',
    view: () => ({
      places: new Map([[KEY, { name: 'Studio', members: 40, isMuted, notices: 'default' as const }]]),
      ...{ settings, isQuiet: false, looksAt: KEY, now: 0 },
    }),
    looksAt: () => looksAt,
    open: () => {},
    say: async (...words) => {
      said.push(words);
      return success(undefined);
    },
    sound: () => {},
    log: { warn: () => {} } as never,
    show: (notice, handlers) => {
      const one = { notice, handlers, isBack: false };
      shown.push(one);
      return () => {
        one.isBack = true;
      };
    },
  });
  return { notices, shown, said };
}

it('tells of a private message in any room that is not muted, also while the room itself is read', () => {
  const { notices, shown } = rig();
  notices.heard(KEY, [message()]);
  expect(shown.map(({ notice }) => notice.words)).toEqual([
    { title: 'Ada, privately · Studio', body: 'meet me at nine' },
  ]);
  const muted = rig({ isMuted: true });
  muted.notices.heard(KEY, [message()]);
  expect(muted.shown).toEqual([]);
});

it('says nothing of what was said where no preview is wanted, nor of what can’t be opened', () => {
  const { notices, shown } = rig({ preview: false });
  notices.heard(KEY, [message()]);
  expect(JSON.stringify(shown)).not.toContain('nine');
  notices.heard(KEY, [message({ content: undefined, problem: 'unopened' })]);
  expect(shown).toHaveLength(2);
});

it('tells of no own message, no reaction, and nothing that somebody looks at', () => {
  const { notices, shown } = rig();
  notices.heard(KEY, [
    message({ isOwn: true }),
    message({ content: { kind: 'reaction', to: { key: ADA, id: '1' }, emoji: '👍', isTaken: false } }),
  ]);
  expect(shown).toEqual([]);
  const looking = rig({ looksAt: ADA });
  looking.notices.heard(KEY, [message()]);
  expect(looking.shown).toEqual([]);
});

it('has one for each conversation, which goes when it is read, and says an answer there alone', async () => {
  const { notices, shown, said } = rig();
  notices.heard(KEY, [message(), message({ seq: 2, id: '2' })]);
  expect(shown.map(({ isBack }) => isBack)).toEqual([true, false]);
  shown[1]?.handlers.replied?.('I will');
  expect(said).toEqual([[KEY, ADA, 'I will']]);
  notices.heard(KEY, [message({ seq: 3, id: '3' })]);
  notices.withdraw(KEY, ADA);
  expect(shown.at(-1)?.isBack).toBe(true);
});
