import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../../shared/address.ts';
import type { FoundRoom } from '../../../shared/discovery/found-room.ts';
import { matching, type FoundRow as Row } from '../../stores/found/found-rows.ts';
import { movedIndex } from '../../ui/list-keys.ts';
import { FoundFilter } from './found-filter.tsx';
import classes from './found-list.module.css';
import { FoundRow } from './found-row.tsx';

/** Height of a line, in pixels at the usual text size. */
const LINE = 56;
/** From so many rooms on the field that filters them is shown before anything is typed. */
const MANY = 9;

export interface FoundListProps {
  readonly rows: readonly Row[];
  /** Where a room is being joined right now. */
  readonly busyAt: string | undefined;
  /** What one can't come into from here, such as a room that is gone. */
  readonly isOpenTo: (row: Row) => boolean;
  readonly onEnter: (room: FoundRoom) => void;
  /** Whether somebody points at the list. */
  readonly onHold: (isHeld: boolean) => void;
}

/** A key that writes a character. */
function typedBy(event: KeyboardEvent): string | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return undefined;
  return [...event.key].length === 1 && event.key !== ' ' ? event.key : undefined;
}

/**
 * The rooms that are here. The list has the focus, not its lines: the arrow keys choose, Enter enters, and whatever is
 * typed filters.
 */
export function FoundList({ rows, busyAt, isOpenTo, onEnter, onHold }: FoundListProps) {
  const { t } = useTranslation();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [filter, setFilter] = useState('');
  const [chosen, setChosen] = useState<string>();
  const shown = matching(rows, filter);
  const at = shown.findIndex(({ room }) => room.key === chosen);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE,
    getItemKey: (index) => shown[index]?.room.key ?? index,
    overscan: 6,
  });
  const hasField = filter !== '' || rows.length >= MANY;
  useEffect(() => () => onHold(false), [onHold]);

  const choose = (index: number) => {
    setChosen(shown[index]?.room.key);
    virtual.scrollToIndex(index);
  };
  const enter = (row: Row | undefined) => row && isOpenTo(row) && onEnter(row.room);
  const moved = (event: KeyboardEvent) => {
    const to = movedIndex(event.key, at, shown.length);
    if (to !== undefined) choose(to);
    else if (event.key === 'Enter') enter(shown[at] ?? (shown.length === 1 ? shown[0] : undefined));
    else if (event.key === 'Escape' && filter !== '') setFilter('');
    else return false;
    event.preventDefault();
    return true;
  };
  const pressed = (event: KeyboardEvent) => {
    const typed = typedBy(event);
    if (moved(event) || typed === undefined) return;
    event.preventDefault();
    setFilter(filter + typed);
  };
  // What is typed into the list goes on in the field, which is there only now.
  useEffect(() => {
    if (filter !== '' && document.activeElement === box.current) field.current?.focus();
  }, [filter]);

  const active = at === -1 ? undefined : `${id}-${at}`;
  return (
    <>
      {hasField && (
        <FoundFilter
          ref={field}
          text={filter}
          onText={setFilter}
          list={`${id}-list`}
          active={active}
          onKeyDown={moved}
          shown={shown.length}
        />
      )}
      <div
        ref={box}
        id={`${id}-list`}
        className={classes.list}
        role="listbox"
        aria-label={t('here.list')}
        aria-activedescendant={active}
        tabIndex={0}
        onKeyDown={pressed}
        onPointerEnter={() => onHold(true)}
        onPointerLeave={() => onHold(false)}
      >
        <div className={classes.all} role="presentation" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const row = shown[index];
            return (
              row && (
                <FoundRow
                  key={key}
                  id={`${id}-${index}`}
                  row={row}
                  top={start}
                  position={index + 1}
                  count={shown.length}
                  isChosen={index === at}
                  isOpen={isOpenTo(row)}
                  isBusy={
                    busyAt !== undefined &&
                    row.room.at.some(({ address, port }) => busyAt === formatAddress({ host: address, port }))
                  }
                  onEnter={() => enter(row)}
                />
              )
            );
          })}
        </div>
      </div>
      {shown.length === 0 && filter !== '' && <p className={classes.none}>{t('here.noMatch', { filter })}</p>}
    </>
  );
}
