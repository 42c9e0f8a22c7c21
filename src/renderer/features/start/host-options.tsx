import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../stores/hooks.ts';
import { updateSettings } from '../../stores/settings-actions.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { SwitchField } from '../../ui/switch-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import classes from './start-screen.module.css';
import type { HostFields } from './use-host-fields.ts';

/** In one line, at which port and address the room is. */
function useSummary({ port, portNumber, bind }: HostFields): string {
  const { t } = useTranslation();
  return [
    portNumber === 0 ? t('start.host.anyPort') : t('start.host.onPort', { port }),
    bind === '' ? t('start.host.bindAll') : bind,
  ].join(' · ');
}

/** What most people leave as it is; a port that can't be used is never hidden. */
export function HostOptions({ fields }: { readonly fields: HostFields }) {
  const { t } = useTranslation();
  const id = useId();
  const summary = useSummary(fields);
  const announces = useApp(({ settings }) => settings.announce);
  const announceNames = useApp(({ settings }) => settings.announceNames);
  const [isOpen, setOpen] = useState(false);
  const { port, portNumber, takenBy, bind, options, durable, change } = fields;
  const isShown = isOpen || portNumber === undefined;
  return (
    <>
      <button
        type="button"
        className={classes.disclosure}
        aria-expanded={isShown}
        aria-controls={id}
        aria-label={t('start.host.options', { summary })}
        onClick={() => setOpen(!isShown)}
      >
        <ChevronRight aria-hidden />
        <span className={classes.summary}>{summary}</span>
      </button>
      {takenBy && <p className={classes.hint}>{t('start.host.portTaken', { port, name: takenBy.name })}</p>}
      {isShown && (
        <div id={id} className={classes.form}>
          <div className={classes.row}>
            <TextField
              label={t('start.host.port')}
              value={port}
              onText={(next) => change({ port: next })}
              inputMode="numeric"
              problem={portNumber === undefined ? t('start.host.portBad') : undefined}
            />
            <SelectField
              label={t('start.host.bind')}
              value={bind}
              options={options}
              onPick={(next) => change({ bind: next })}
            />
          </div>
          {announces && (
            <SwitchField
              label={t('settings.row.announceNames.name')}
              hint={t('settings.row.announceNames.why')}
              checked={announceNames}
              onCheck={(next) => void updateSettings({ announceNames: next })}
            />
          )}
          <SwitchField
            label={t('start.host.durable')}
            hint={t('start.host.durableHint')}
            checked={durable}
            onCheck={(next) => change({ durable: next })}
          />
        </div>
      )}
    </>
  );
}
