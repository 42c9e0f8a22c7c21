import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/settings.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { useApp, useRoom } from '../../stores/hooks.ts';
import { updateSettings } from '../../stores/settings-actions.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { type NameProblem, readNick } from '../../ui/read-name.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { NickField } from '../welcome/nick-field.tsx';
import { FileSettingsPage } from './file-settings.tsx';
import { HostSettingsPage } from './host-settings.tsx';
import classes from './settings-dialog.module.css';

function NickSetting() {
  const { t } = useTranslation();
  const saved = useApp(({ settings }) => settings.nick);
  const inRoom = useRoom(({ room }) => room !== undefined);
  const [text, setText] = useState(saved);
  const [problem, setProblem] = useState<NameProblem>();
  const nick = readNick(text);

  const save = async () => {
    if (nick.value === undefined) return setProblem(nick.problem);
    setProblem(undefined);
    const refused = await updateSettings({ nick: nick.value });
    if (refused) setProblem('forbidden');
  };
  return (
    <form
      className={classes.nick}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <NickField text={text} onText={setText} problem={problem} note={inRoom ? t('settings.nickNote') : undefined} />
      <Button type="submit" disabled={nick.value === undefined || nick.value === saved}>
        {t('common.save')}
      </Button>
    </form>
  );
}

function LanguageSetting() {
  const { t } = useTranslation();
  const language = useApp(({ settings }) => settings.language);
  return (
    <SelectField<Settings['language']>
      label={t('settings.language')}
      value={language}
      onPick={(next) => void updateSettings({ language: next })}
      options={[
        { value: 'system', text: t('settings.languageSystem') },
        { value: 'en', text: 'English', lang: 'en' },
        { value: 'zh-CN', text: '简体中文', lang: 'zh-CN' },
      ]}
    />
  );
}

function ThemeSetting() {
  const { t } = useTranslation();
  const theme = useApp(({ settings }) => settings.theme);
  return (
    <div className={classes.choice}>
      <span className={classes.label} aria-hidden>
        {t('settings.theme')}
      </span>
      <Segmented<Settings['theme']>
        label={t('settings.theme')}
        value={theme}
        onPick={(next) => void updateSettings({ theme: next })}
        segments={[
          { value: 'system', text: t('settings.themeSystem') },
          { value: 'light', text: t('settings.themeLight') },
          { value: 'dark', text: t('settings.themeDark') },
        ]}
      />
    </div>
  );
}

function GeneralSettings() {
  return (
    <>
      <NickSetting />
      <LanguageSetting />
      <ThemeSetting />
    </>
  );
}

export function SettingsDialog() {
  const { t } = useTranslation();
  const version = useApp((state) => state.version);
  return (
    <Dialog title={t('settings.title')} lead={t('settings.lead')} onClose={closeDialog}>
      <Tabs
        label={t('settings.title')}
        tabs={[
          { id: 'general', text: t('settings.general'), content: <GeneralSettings /> },
          { id: 'files', text: t('settings.files.title'), content: <FileSettingsPage /> },
          { id: 'host', text: t('settings.host.title'), content: <HostSettingsPage /> },
        ]}
      />
      <footer className={classes.footer}>
        <span className={classes.version}>{t('common.version', { version })}</span>
        <Button tone="primary" onClick={closeDialog}>
          {t('settings.done')}
        </Button>
      </footer>
    </Dialog>
  );
}
