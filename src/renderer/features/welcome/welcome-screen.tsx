import { ArrowRight, CloudOff, Inbox, Terminal } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/settings.ts';
import { openDialog } from '../../stores/dialog-store.ts';
import { useApp } from '../../stores/hooks.ts';
import { updateSettings } from '../../stores/settings-actions.ts';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { Button } from '../../ui/button.tsx';
import { ColourPicker } from '../../ui/colour-picker.tsx';
import { type NameProblem, readNick } from '../../ui/read-name.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { NickField } from './nick-field.tsx';
import classes from './welcome-screen.module.css';

const LANGUAGES = ['system', 'en', 'zh-CN'] as const satisfies readonly Settings['language'][];

/** What one would like to see while reading this; the settings have the same. */
function Look() {
  const { t } = useTranslation();
  const { colour, language } = useApp(({ settings }) => settings);
  return (
    <>
      <div className={classes.colour}>
        <span>{t('settings.row.colour.name')}</span>
        <ColourPicker
          label={t('settings.row.colour.name')}
          colour={colour}
          onPick={(next) => void updateSettings({ colour: next })}
        />
        <p>{t('welcome.colourHint')}</p>
      </div>
      <SelectField<Settings['language']>
        label={t('settings.row.language.name')}
        value={language}
        onPick={(next) => void updateSettings({ language: next })}
        options={LANGUAGES.map((value) => ({ value, text: t(`settings.options.language.${value}`) }))}
      />
    </>
  );
}

function NickForm() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<NameProblem>();

  const write = (next: string) => {
    setText(next);
    setProblem(undefined);
  };
  const submit = async () => {
    const nick = readNick(text);
    if (nick.value === undefined) return setProblem(nick.problem);
    const refused = await updateSettings({ nick: nick.value });
    if (refused) return setProblem('forbidden');
    openDialog({ kind: 'tour' });
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2 className={classes.question}>{t('welcome.question')}</h2>
      <NickField text={text} onText={write} problem={problem} placeholder={t('welcome.placeholder')} autoFocus />
      <Look />
      <Button tone="primary" type="submit">
        {t('welcome.continue')}
        <ArrowRight aria-hidden />
      </Button>
    </form>
  );
}

/** The first start: what this is, and what to be called. */
export function WelcomeScreen() {
  const { t } = useTranslation();
  return (
    <main className={classes.screen}>
      <div className={classes.sheet}>
        <section className={classes.story}>
          <BrandMark className={classes.mark} />
          <h1 className={classes.title}>{t('welcome.title')}</h1>
          <p className={classes.lead}>{t('welcome.lead')}</p>
          <ul className={classes.points}>
            <li>
              <CloudOff aria-hidden />
              {t('welcome.pointLocal')}
            </li>
            <li>
              <Inbox aria-hidden />
              {t('welcome.pointSafe')}
            </li>
            <li>
              <Terminal aria-hidden />
              {t('welcome.pointOpen')}
            </li>
          </ul>
        </section>
        <NickForm />
      </div>
    </main>
  );
}
