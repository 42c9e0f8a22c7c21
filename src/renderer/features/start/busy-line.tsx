import { useTranslation } from 'react-i18next';
import { cancelStart } from '../../stores/start-actions.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import classes from './start-screen.module.css';

/** Stands where the form's button was, while main works on it. */
export function BusyLine({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes.actions}>
      <span className={classes.busy} role="status">
        <Spinner />
        {text}
      </span>
      <Button autoFocus onClick={() => void cancelStart()}>
        {t('common.cancel')}
      </Button>
    </div>
  );
}
