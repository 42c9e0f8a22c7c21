import { ChevronDown, ChevronUp, Lock, LockOpen, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { WireDirection } from '../../../shared/wire/wire-model.ts';
import { useWire } from '../../stores/hooks.ts';
import { goToHit, search, setFilter } from '../../stores/wire-actions.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useLinkTitles } from './link-names.ts';
import classes from './wire-panel.module.css';

const ALL = 'all';
/** Frames that are no whole frame have their state for a type. */
const STATES = ['pending', 'broken', 'text', 'sealed'] as const;

function stateOf(type: string): (typeof STATES)[number] | undefined {
  return STATES.find((state) => state === type);
}

function LinkChoice() {
  const { t } = useTranslation();
  const titles = useLinkTitles();
  const chosen = useWire(({ filter }) => filter.links?.[0]);
  const more = useWire(({ state }) => state?.moreLinks ?? 0);
  return (
    <SmallSelect
      label={t('wire.links')}
      value={String(chosen ?? ALL)}
      onPick={(value) => setFilter({ links: value === ALL ? undefined : [Number(value)] })}
      options={[
        { value: ALL, text: t('wire.allLinks', { count: titles.size + more }) },
        ...[...titles].reverse().map(([id, text]) => ({ value: String(id), text })),
      ]}
    />
  );
}

function TypeChoice() {
  const { t } = useTranslation();
  const types = useWire(({ page }) => page.types);
  const chosen = useWire(({ filter }) => filter.types[0]);
  const shown = chosen === undefined || types.includes(chosen) ? types : [...types, chosen];
  return (
    <SmallSelect
      label={t('wire.types')}
      value={chosen ?? ALL}
      onPick={(value) => setFilter({ types: value === ALL ? [] : [value] })}
      options={[
        { value: ALL, text: t('wire.allTypes') },
        ...shown.map((type) => {
          const state = stateOf(type);
          return { value: type, text: state ? t(`wire.state.${state}`) : type };
        }),
      ]}
    />
  );
}

function DirectionChoice() {
  const { t } = useTranslation();
  const direction = useWire(({ filter }) => filter.direction);
  return (
    <Segmented<WireDirection | typeof ALL>
      label={t('wire.direction')}
      value={direction ?? ALL}
      onPick={(value) => setFilter({ direction: value === ALL ? undefined : value })}
      segments={[
        { value: ALL, text: t('wire.both') },
        { value: 'in', text: t('wire.in') },
        { value: 'out', text: t('wire.out') },
      ]}
    />
  );
}

/** Shows what travels, sealed as it is, in place of what is inside of it. */
function EavesdropperChoice() {
  const { t } = useTranslation();
  const isOutside = useWire(({ filter }) => filter.layer === 'outside');
  return (
    <Tooltip
      text={t('wire.eavesdropperHint')}
      trigger={
        <Button
          small
          className={classes.eavesdropper}
          aria-pressed={isOutside}
          onClick={() => setFilter({ layer: isOutside ? undefined : 'outside' })}
        >
          {isOutside ? <Lock aria-hidden /> : <LockOpen aria-hidden />}
          {t('wire.eavesdropper')}
        </Button>
      }
    />
  );
}

function Hits() {
  const { t } = useTranslation();
  const { text, needle, hits, at, isHex } = useWire((state) => state.search);
  if (text === '') return null;
  const words =
    needle === undefined
      ? t(isHex ? 'wire.notHex' : 'wire.tooLong')
      : hits.length === 0
        ? t('wire.noHits')
        : t('wire.hits', { at: at + 1, of: hits.length });
  return (
    <span className={classes.hits}>
      <output>{words}</output>
      <Button
        small
        square
        tone="ghost"
        aria-label={t('wire.previousHit')}
        disabled={hits.length === 0}
        onClick={() => goToHit(at - 1)}
      >
        <ChevronUp aria-hidden />
      </Button>
      <Button
        small
        square
        tone="ghost"
        aria-label={t('wire.nextHit')}
        disabled={hits.length === 0}
        onClick={() => goToHit(at + 1)}
      >
        <ChevronDown aria-hidden />
      </Button>
    </span>
  );
}

function ByteSearch() {
  const { t } = useTranslation();
  const { text, isHex, hits, at } = useWire((state) => state.search);
  return (
    <form
      className={classes.search}
      onSubmit={(event) => {
        event.preventDefault();
        if (hits.length > 0) goToHit(at + 1);
        else void search(text, isHex);
      }}
    >
      <Search aria-hidden />
      <input
        type="search"
        aria-label={t('wire.search')}
        placeholder={t(isHex ? 'wire.searchHex' : 'wire.search')}
        value={text}
        spellCheck={false}
        onChange={({ currentTarget: { value } }) => void search(value, isHex)}
      />
      <label className={classes.hex}>
        <input
          type="checkbox"
          checked={isHex}
          onChange={({ currentTarget: { checked } }) => void search(text, checked)}
        />
        {t('bytes.as.hex')}
      </label>
      <Hits />
    </form>
  );
}

/** What of the recording is shown. */
export function WireFilters() {
  const { t } = useTranslation();
  const text = useWire(({ filter }) => filter.text);
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is no form of its own
    <div className={classes.filters} role="group" aria-label={t('wire.filters')}>
      <EavesdropperChoice />
      <LinkChoice />
      <DirectionChoice />
      <TypeChoice />
      <input
        type="search"
        className={classes.field}
        aria-label={t('wire.text')}
        placeholder={t('wire.text')}
        value={text}
        maxLength={256}
        spellCheck={false}
        onChange={({ currentTarget: { value } }) => setFilter({ text: value })}
      />
      <ByteSearch />
    </div>
  );
}
