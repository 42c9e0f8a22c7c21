import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomAddress } from '../../../shared/address.ts';
import { type SpokenLanguage, spokenAddress } from '../../../shared/invite/spoken-address.ts';
import { Section } from '../../ui/section.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useLocale } from '../../ui/use-locale.ts';
import classes from './spoken-words.module.css';

/** The address in words that can't be misheard, each group of it above how it is said. */
export function SpokenWords({ address }: { readonly address: RoomAddress }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [picked, setPicked] = useState<SpokenLanguage>();
  const language = picked ?? (locale.startsWith('zh') ? 'zh-CN' : 'en');
  const parts = spokenAddress(address, language);
  return (
    <Section
      title={t('invite.aloud')}
      action={
        <Segmented<SpokenLanguage>
          label={t('invite.aloudIn')}
          value={language}
          onPick={setPicked}
          segments={[
            { value: 'en', text: <span lang="en">English</span> },
            { value: 'zh-CN', text: <span lang="zh-CN">中文</span> },
          ]}
        />
      }
    >
      <p className={classes.parts} lang={language}>
        {parts.map(({ kind, written, said }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an address is drawn as a whole
          <span key={index} className={classes.part} data-kind={kind}>
            <span className={classes.written} aria-hidden>
              {written}
            </span>
            <span className={classes.said}>{said} </span>
          </span>
        ))}
      </p>
    </Section>
  );
}
