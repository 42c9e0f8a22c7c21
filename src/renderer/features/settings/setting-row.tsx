import { RotateCcw } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { canReset } from '../../../shared/settings/reset.ts';
import type { SettingKey } from '../../../shared/settings/setting-key.ts';
import { SETTING_ROWS } from '../../../shared/settings/setting-rows.ts';
import { useApp } from '../../stores/hooks.ts';
import { resetSettings } from '../../stores/settings/settings-screen.ts';
import { Button } from '../../ui/button.tsx';
import { hasLabel, SettingControl } from './controls/setting-control.tsx';
import classes from './setting-row.module.css';

export interface RowFrameProps {
  readonly name: string;
  /** Id of what the name is the label of; undefined where that is named otherwise. */
  readonly labelFor: string | undefined;
  readonly why: string;
  readonly whyId: string;
  /** Under the words and as wide, for what needs room. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
  readonly reset?: ReactNode;
}

/** One line of the settings' screen: what it is, what it does, what it is changed with. */
export function RowFrame({ name, labelFor, why, whyId, isWide, children, reset }: RowFrameProps) {
  return (
    <li className={classes.row} data-wide={isWide || undefined}>
      <div className={classes.words}>
        {labelFor === undefined ? (
          <span className={classes.name}>{name}</span>
        ) : (
          <label className={classes.name} htmlFor={labelFor}>
            {name}
          </label>
        )}
        <p id={whyId} className={classes.why}>
          {why}
        </p>
      </div>
      <div className={classes.control}>{children}</div>
      <div className={classes.reset}>{reset}</div>
    </li>
  );
}

/** Kinds whose control is as wide as the row. */
const WIDE: readonly string[] = ['colour', 'folder', 'people'];

/** One setting, with the way back to what it was at first. */
export function SettingRow({ setting }: { readonly setting: SettingKey }) {
  const { t } = useTranslation();
  const id = useId();
  const row = SETTING_ROWS[setting];
  const isChanged = useApp(({ settings }) => canReset(settings, setting));
  const name = t(`settings.row.${setting}.name`);
  return (
    <RowFrame
      name={name}
      labelFor={hasLabel(row) ? id : undefined}
      why={t(`settings.row.${setting}.why`)}
      whyId={`${id}-why`}
      isWide={WIDE.includes(row.kind)}
      reset={
        isChanged &&
        row.kind !== 'memory' && (
          <Button
            small
            square
            tone="ghost"
            aria-label={t('settings.reset', { name })}
            title={t('settings.reset', { name })}
            onClick={() => void resetSettings([setting])}
          >
            <RotateCcw aria-hidden />
          </Button>
        )
      }
    >
      <SettingControl setting={setting} id={id} label={name} describedBy={`${id}-why`} />
    </RowFrame>
  );
}
