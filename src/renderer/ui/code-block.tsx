import { Check, Copy } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../stores/copy-text.ts';
import { Button } from './button.tsx';
import classes from './code-block.module.css';
import { pythonTokens } from './python-tokens.ts';
import { useCopied } from './use-copied.ts';

/** Copies code, and says so. */
export function CopyButton({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const { copied, copy } = useCopied(copyText);
  const done = copied === code;
  return (
    <div>
      <span role="status" className="visually-hidden">
        {done && t('common.copied')}
      </span>
      <Button small onClick={() => void copy(code)}>
        {done ? <Check aria-hidden /> : <Copy aria-hidden />}
        {t(done ? 'common.copied' : 'common.copy')}
      </Button>
    </div>
  );
}

/** Python to read. */
export function CodeBlock({ label, code }: { readonly label: string; readonly code: string }) {
  const tokens = useMemo(() => pythonTokens(code), [code]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and must be reachable by keyboard
    <section className={classes.code} aria-label={label} tabIndex={0}>
      {tokens.map(({ tone, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a piece of code is drawn as a whole
        <span key={index} data-tone={tone}>
          {text}
        </span>
      ))}
    </section>
  );
}
