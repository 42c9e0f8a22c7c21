import { Check, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../../stores/copy-text.ts';
import { Button } from '../../ui/button.tsx';
import { useCopied } from '../../ui/use-copied.ts';
import classes from './copy-row.module.css';

export interface CopyRowProps {
  readonly label: string;
  readonly text: string;
}

/** A line to pass on, with what it is, and a button that copies it. */
export function CopyRow({ label, text }: CopyRowProps) {
  const { t } = useTranslation();
  const { copied, copy } = useCopied(copyText);
  const done = copied === text;
  return (
    <div className={classes.row}>
      <dt>{label}</dt>
      <dd>
        <code>{text}</code>
        <Button
          tone="ghost"
          small
          square
          aria-label={t('invite.copy', { what: label })}
          onClick={() => void copy(text)}
        >
          {done ? <Check aria-hidden className={classes.done} /> : <Copy aria-hidden />}
        </Button>
        <span role="status" className="visually-hidden">
          {done && t('common.copied')}
        </span>
      </dd>
    </div>
  );
}
