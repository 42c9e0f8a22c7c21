import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SETTING_GROUPS, type SettingGroup } from '../../../shared/settings/setting-rows.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { useSettingsScreen } from '../../stores/hooks.ts';
import { openSettingsScreen, searchSettings } from '../../stores/settings/settings-screen.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { ContactsRow } from './contacts-row.tsx';
import { DataFolderRow } from './data-folder-row.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { OwnIdentityRow } from './own-identity-row.tsx';
import { findSettings } from './search.ts';
import { SettingRow } from './setting-row.tsx';
import { groupOf, isShownItem, SEARCHABLE, type SettingsItem } from './setting-words.ts';
import classes from './settings-dialog.module.css';
import { SettingsFoot } from './settings-foot.tsx';

const SHOWN_ROWS = { ownIdentity: OwnIdentityRow, contacts: ContactsRow, dataFolder: DataFolderRow } as const;

interface GroupProps {
  readonly group: SettingGroup;
  readonly items: readonly SettingsItem[];
}

/** What can be looked at among the settings. */
function ShownRow({ item }: { readonly item: keyof typeof SHOWN_ROWS }) {
  const Row = SHOWN_ROWS[item];
  return <Row />;
}

function Group({ group, items }: GroupProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <section className={classes.group} aria-labelledby={id} data-group={group}>
      <h3 id={id} tabIndex={-1}>
        {t(`settings.groups.${group}`)}
      </h3>
      <ul>
        {items.map((item) =>
          isShownItem(item) ? <ShownRow key={item} item={item} /> : <SettingRow key={item} setting={item} />,
        )}
      </ul>
    </section>
  );
}

function NothingFound({ query }: { readonly query: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes.nothing}>
      <p>{t('settings.nothing', { query })}</p>
      <Button onClick={() => searchSettings('')}>{t('settings.clear')}</Button>
    </div>
  );
}

function Screen() {
  const { t } = useTranslation();
  const query = useSettingsScreen((state) => state.query);
  const list = useRef<HTMLDivElement>(null);
  const found = findSettings(query, SEARCHABLE);
  const groups = SETTING_GROUPS.map((group) => ({ group, items: found.filter((item) => groupOf(item) === group) }));
  const shown = groups.filter(({ items }) => items.length > 0);
  const goTo = (group: SettingGroup) => {
    const heading = list.current?.querySelector<HTMLElement>(`[data-group="${group}"] h3`);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  };
  return (
    <div className={classes.columns}>
      <div className={classes.side}>
        <SearchField label={t('settings.search')} query={query} onQuery={searchSettings} autoFocus />
        <nav className={classes.groups} aria-label={t('settings.groups.label')}>
          {shown.map(({ group }) => (
            <Button key={group} tone="ghost" onClick={() => goTo(group)}>
              {t(`settings.groups.${group}`)}
            </Button>
          ))}
        </nav>
      </div>
      <div ref={list} className={classes.list}>
        <p className="visually-hidden" role="status">
          {query.trim() !== '' && t('settings.found', { count: found.length })}
        </p>
        {shown.map(({ group, items }) => (
          <Group key={group} group={group} items={items} />
        ))}
        {shown.length === 0 && <NothingFound query={query} />}
      </div>
    </div>
  );
}

/** All settings: in groups, or those that are looked for. What is changed counts at once. */
export function SettingsDialog() {
  const { t } = useTranslation();
  const imported = useSettingsScreen((state) => state.imported);
  useEffect(openSettingsScreen, []);
  if (imported) return <ImportDialog found={imported} />;
  return (
    <Dialog title={t('settings.title')} lead={t('settings.lead')} size="whole" onClose={closeDialog}>
      <Screen />
      <SettingsFoot />
    </Dialog>
  );
}
