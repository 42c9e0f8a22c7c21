import { useTranslation } from 'react-i18next';
import { useApp } from '../../stores/hooks.ts';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { DrawerButton } from '../places/drawer-button.tsx';
import { FoundRooms } from './found-rooms.tsx';
import { HostForm } from './host-form.tsx';
import { JoinForm } from './join-form.tsx';
import { KnownRooms } from './known-rooms.tsx';
import classes from './start-screen.module.css';
import { SubnetSearch } from './subnet-search.tsx';

/** Which rooms there are, here and of one's own, and where one hosts a room or joins one by its address. */
export function StartScreen() {
  const { t } = useTranslation();
  const nick = useApp(({ settings }) => settings.nick);
  return (
    <div className={classes.screen}>
      <header className={classes.header}>
        <DrawerButton />
        <BrandMark className={classes.mark} />
        <div className={classes.hello}>
          <h1>
            <bdi>{t('start.greeting', { nick })}</bdi>
          </h1>
          <p>{t('app.tagline')}</p>
        </div>
      </header>
      <main className={classes.columns}>
        <div className={classes.lists}>
          <FoundRooms />
          <KnownRooms />
        </div>
        <div className={classes.forms}>
          <HostForm />
          <section className={classes.card} aria-labelledby="join-title">
            <JoinForm />
            <SubnetSearch />
          </section>
        </div>
      </main>
    </div>
  );
}
