import { useTranslation } from 'react-i18next';
import { useApp } from '../../stores/hooks.ts';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { HostForm } from './host-form.tsx';
import { JoinForm } from './join-form.tsx';
import { RecentRooms } from './recent-rooms.tsx';
import classes from './start-screen.module.css';

/** Where one hosts a room or joins one. */
export function StartScreen() {
  const { t } = useTranslation();
  const nick = useApp(({ settings }) => settings.nick);
  return (
    <div className={classes.screen}>
      <header className={classes.header}>
        <BrandMark className={classes.mark} />
        <div className={classes.hello}>
          <h1>
            <bdi>{t('start.greeting', { nick })}</bdi>
          </h1>
          <p>{t('app.tagline')}</p>
        </div>
      </header>
      <main className={classes.cards}>
        <HostForm />
        <section className={classes.card} aria-labelledby="join-title">
          <JoinForm />
          <RecentRooms />
        </section>
      </main>
    </div>
  );
}
