import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, languageFor } from '../../locales/i18n.ts';
import { useApp, useDialog, useRoom } from '../../stores/hooks.ts';
import { TooltipProvider } from '../../ui/tooltip.tsx';
import { ConnectingScreen } from '../room/connecting-screen.tsx';
import { RoomScreen } from '../room/room-screen.tsx';
import { StartScreen } from '../start/start-screen.tsx';
import { WelcomeScreen } from '../welcome/welcome-screen.tsx';
import { CrashBoundary } from './crash-boundary.tsx';
import { Dialogs } from './dialogs.tsx';
import { Notice } from './notice.tsx';

/** Puts language and theme on the document. */
function useAppearance(): void {
  const system = useApp(({ systemLanguage }) => systemLanguage);
  const { language, theme } = useApp(({ settings }) => settings);
  useEffect(() => {
    void changeLanguage(languageFor(language, system));
  }, [language, system]);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
}

function useTitle(): void {
  const name = useRoom(({ room }) => room?.room?.name);
  useEffect(() => {
    document.title = name === undefined ? 'Partyline' : `${name} – Partyline`;
  }, [name]);
}

function Screen() {
  const { t } = useTranslation();
  const status = useApp((state) => state.status);
  const known = useApp(({ settings }) => settings.nick !== '');
  const place = useRoom(({ room }) => (room === undefined ? 'none' : room.room === undefined ? 'door' : 'room'));
  if (status === 'loading') return <Notice text={t('app.loading')} busy />;
  if (status === 'failed') return <Notice text={t('app.loadFailed')} hint={t('app.loadFailedHint')} />;
  if (place === 'room') return <RoomScreen />;
  if (place === 'door') return <ConnectingScreen />;
  return known ? <StartScreen /> : <WelcomeScreen />;
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

/** The window: one screen at a time, and at most one dialog above it. */
export function App() {
  useAppearance();
  useTitle();
  return (
    <TooltipProvider>
      <CrashBoundary>
        <Stage />
        <Dialogs />
      </CrashBoundary>
    </TooltipProvider>
  );
}
