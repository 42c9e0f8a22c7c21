import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, languageFor } from '../../locales/i18n.ts';
import { useApp, useDialog, useRoom, useView } from '../../stores/hooks.ts';
import { TooltipProvider } from '../../ui/tooltip.tsx';
import { WelcomeScreen } from '../welcome/welcome-screen.tsx';
import { CrashBoundary } from './crash-boundary.tsx';
import { Dialogs } from './dialogs.tsx';
import { Notice } from './notice.tsx';
import { useSettingsKey } from './rail-foot.tsx';
import classes from './stage.module.css';
import { ViewRail } from './view-rail.tsx';
import { VIEWS } from './views.ts';

/** Puts language, theme and text size on the document. */
function useAppearance(): void {
  const system = useApp(({ systemLanguage }) => systemLanguage);
  const { language, theme, textSize } = useApp(({ settings }) => settings);
  useEffect(() => {
    void changeLanguage(languageFor(language, system));
  }, [language, system]);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
  useEffect(() => {
    document.documentElement.dataset.textSize = textSize;
  }, [textSize]);
}

function useTitle(): void {
  const name = useRoom(({ room }) => room?.room?.name);
  useEffect(() => {
    document.title = name === undefined ? 'Partyline' : `${name} – Partyline`;
  }, [name]);
}

function Views() {
  const shown = useView(({ view }) => view);
  const Screen = VIEWS.find(({ view }) => view === shown)?.Screen;
  return (
    <div className={classes.views}>
      <ViewRail />
      <div className={classes.view}>{Screen && <Screen />}</div>
    </div>
  );
}

function Screen() {
  const { t } = useTranslation();
  const status = useApp((state) => state.status);
  const known = useApp(({ settings }) => settings.nick !== '');
  const inRoom = useRoom(({ room }) => room !== undefined);
  if (status === 'loading') return <Notice text={t('app.loading')} busy />;
  if (status === 'failed') return <Notice text={t('app.loadFailed')} hint={t('app.loadFailedHint')} />;
  return known || inRoom ? <Views /> : <WelcomeScreen />;
}

/** The screen, which nothing reaches while a dialog stands above it. */
function Stage() {
  const covered = useDialog(({ dialog }) => dialog !== undefined);
  return (
    <div className="stage" inert={covered}>
      <Screen />
    </div>
  );
}

/** The window: one view at a time, the way to the others, and at most one dialog above them. */
export function App() {
  useAppearance();
  useTitle();
  useSettingsKey();
  return (
    <TooltipProvider>
      <CrashBoundary>
        <Stage />
        <Dialogs />
      </CrashBoundary>
    </TooltipProvider>
  );
}
