import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import type { ComparisonCode } from '../../../shared/identity/identity-models.ts';
import { openDialog } from '../../stores/dialog-store.ts';
import { useCompare, useRoom } from '../../stores/hooks.ts';
import { loadCode, verify } from '../../stores/people/contact-actions.ts';
import { leaveRoom } from '../../stores/room-actions.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useNames } from '../room/members-panel.tsx';
import { CodeEmoji } from './code-emoji.tsx';
import { CodeWords } from './code-words.tsx';
import classes from './compare-dialog.module.css';
import { ScanTab } from './scan-tab.tsx';

/** The two codes are not alike: what that may mean, and what to do now. */
function Differs({ name, onBack }: { readonly name: string; readonly onBack: () => void }) {
  const { t } = useTranslation();
  const note = useRef<HTMLDivElement>(null);
  // In a low window it would stand below what one sees.
  useEffect(() => {
    note.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={note} className={classes.differs} role="alert">
      <ShieldAlert aria-hidden />
      <div className={classes.words}>
        <p>
          <strong>{t('identity.compare.differsTitle')}</strong>
        </p>
        <p>{t('identity.compare.differs', { name })}</p>
        <div className={classes.buttons}>
          <Button onClick={onBack}>{t('identity.compare.lookAgain')}</Button>
          <Button tone="danger" onClick={() => void leaveRoom()}>
            {t('room.leave')}
          </Button>
        </div>
      </div>
    </div>
  );
}

interface CodeTabProps {
  readonly code: ComparisonCode;
  readonly name: string;
  readonly onMatch: () => void;
}

function CodeTab({ code, name, onMatch }: CodeTabProps) {
  const { t } = useTranslation();
  const [differs, setDiffers] = useState(false);
  return (
    <div className={classes.tab}>
      <p>{t('identity.compare.how', { name })}</p>
      <CodeWords words={code.words} label={t('identity.compare.words')} isLarge />
      <CodeEmoji emoji={code.emoji} />
      <p className={classes.note}>{t(`identity.compare.of.${code.of}`)}</p>
      {differs ? (
        <Differs name={name} onBack={() => setDiffers(false)} />
      ) : (
        <div className={classes.buttons}>
          <Button onClick={() => setDiffers(true)}>{t('identity.compare.no')}</Button>
          <Button tone="primary" onClick={onMatch}>
            <ShieldCheck aria-hidden />
            {t('identity.compare.yes')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Two people make sure that nobody is between them: by words and pictures that both see, or by a code that one shows to the other. */
export function CompareDialog({ member, nick }: { readonly member: string; readonly nick: string }) {
  const { t } = useTranslation();
  const place = useRoom(({ room }) => room?.key);
  const names = useNames();
  const { code, problem } = useCompare((state) => state);
  const [failed, setFailed] = useState<Problem>();
  const name = names.get(member) ?? nick;
  useEffect(() => {
    if (place !== undefined) void loadCode(place, member);
  }, [place, member]);
  const toPerson = () => openDialog({ kind: 'person', member, nick });
  const match = async () => {
    const why = code && (await verify(code.key, 'code'));
    if (why) setFailed(why);
    else toPerson();
  };
  return (
    <Dialog title={t('identity.compare.title', { name })} size="wide" onClose={toPerson}>
      {problem && <ProblemNote problem={problem} />}
      {failed && <ProblemNote problem={failed} />}
      {!code && !problem && <Spinner />}
      {code && (
        <Tabs
          label={t('identity.compare.ways')}
          tabs={[
            {
              id: 'code',
              text: t('identity.compare.byCode'),
              content: <CodeTab code={code} name={name} onMatch={() => void match()} />,
            },
            {
              id: 'scan',
              text: t('identity.compare.byQr'),
              content: <ScanTab contact={code.key} name={name} onVerified={toPerson} />,
            },
          ]}
        />
      )}
    </Dialog>
  );
}
