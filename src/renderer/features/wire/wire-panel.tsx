import { type CSSProperties, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWire } from '../../stores/hooks.ts';
import { follow, select } from '../../stores/wire-actions.ts';
import { closeWire, rowsInSight } from '../../stores/wire-store.ts';
import type { Notation } from '../../ui/wire/byte-view.tsx';
import type { TextEncoding } from '../../ui/wire/characters.ts';
import { WireList } from '../../ui/wire/wire-list.tsx';
import { useLinkNames } from './link-names.ts';
import { PanelHandle, useShare } from './panel-handle.tsx';
import { WireDetailPane } from './wire-detail.tsx';
import { WireEmpty } from './wire-empty.tsx';
import { WireFilters } from './wire-filters.tsx';
import { WireHead } from './wire-head.tsx';
import classes from './wire-panel.module.css';
import { WireSubjectBar } from './wire-subject.tsx';

function Content({ encoding }: { readonly encoding: TextEncoding }) {
  const page = useWire((state) => state.page);
  const selection = useWire((state) => state.selection);
  const follows = useWire((state) => state.follows);
  const target = useWire((state) => state.target);
  const several = useWire(({ state }) => (state?.links.length ?? 0) > 1);
  const names = useLinkNames();
  return (
    <WireList
      page={page}
      selection={selection}
      onSelect={({ kind, id }) => void select(kind, id)}
      follows={follows}
      onFollow={follow}
      onSight={rowsInSight}
      linkName={several ? (link) => names.get(link) : undefined}
      encoding={encoding}
      target={target}
    />
  );
}

/** The chunks that travelled and the frames in them, below the conversation. */
export function WirePanel() {
  const { t } = useTranslation();
  const [notation, setNotation] = useState<Notation>('hex');
  const [encoding, setEncoding] = useState<TextEncoding>('utf-8');
  const [share, resize] = useShare();
  const isEmpty = useWire(({ page }) => page.end === page.first);
  const hasDetail = useWire(({ detail }) => detail !== undefined);
  const pressed = ({ key, target }: KeyboardEvent) => {
    // A field's Escape is its own.
    if (key === 'Escape' && !(target instanceof HTMLInputElement)) closeWire();
  };
  return (
    <section
      className={classes.panel}
      style={{ '--share': `${share}%` } as CSSProperties}
      aria-label={t('wire.title')}
      onKeyDown={pressed}
    >
      <PanelHandle share={share} onResize={resize} />
      <WireHead />
      <WireFilters />
      <WireSubjectBar />
      {isEmpty ? (
        <WireEmpty />
      ) : (
        <div className={classes.content} data-detail={hasDetail || undefined}>
          <Content encoding={encoding} />
          <WireDetailPane notation={notation} encoding={encoding} onNotation={setNotation} onEncoding={setEncoding} />
        </div>
      )}
    </section>
  );
}
