import { LockKeyhole } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import type { Member } from '../../../shared/models.ts';
import { writeTo } from '../../stores/private/private-actions.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';

export interface WritePrivatelyProps {
  readonly member: Member | undefined;
  readonly name: string;
}

/** In somebody's card: opens the conversation with them alone, or says why there can be none. */
export function WritePrivately({ member, name }: WritePrivatelyProps) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<Problem>();
  if (member?.card === undefined) {
    const why = member === undefined ? 'private.notHere' : member.plain ? 'private.notPlain' : 'private.notClear';
    return <p>{t(why, { name })}</p>;
  }
  const open = async () => {
    setProblem(await writeTo([member.id]));
  };
  return (
    <>
      {problem && <ProblemNote problem={problem} />}
      <Button onClick={() => void open()}>
        <LockKeyhole aria-hidden />
        {t('private.write')}
      </Button>
    </>
  );
}

/** The same in the list of members; nothing beside those to whom nothing can be sealed. */
export function WriteFromRoster({ member, name }: { readonly member: string; readonly name: string }) {
  const { t } = useTranslation();
  return (
    <IconButton
      label={t('private.writeTo', { name })}
      icon={<LockKeyhole aria-hidden />}
      onClick={() => void writeTo([member])}
    />
  );
}
