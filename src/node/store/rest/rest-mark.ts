import type { DatabaseSync } from 'node:sqlite';
import type { Rest } from './rest.ts';

/** What a database's `application_id` says of its values: all as they are, some or all of them sealed. */
const MARKS = { open: 0, some: 0x50_4c_53_01, sealed: 0x50_4c_53_02 } as const;

function markOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA application_id').get()?.application_id);
}

function setMark(db: DatabaseSync, mark: number): void {
  db.exec(`PRAGMA application_id = ${mark}`);
}

/** Whether what a database holds can be read here at all. */
export function mayRead(db: DatabaseSync, rest: Rest): boolean {
  return rest.hasKey || markOf(db) === MARKS.open;
}

/** Notes that values are written as `rest` says from now on. @param isNew whether there is none yet */
export function markRest(db: DatabaseSync, { isOn }: Pick<Rest, 'isOn'>, isNew: boolean): void {
  const mark = markOf(db);
  const wanted = isOn ? MARKS.sealed : MARKS.open;
  if (mark !== wanted) setMark(db, isNew ? wanted : MARKS.some);
}

/** Whether all values lie as `rest` says. */
export function isSettled(db: DatabaseSync, { isOn }: Rest): boolean {
  return markOf(db) === (isOn ? MARKS.sealed : MARKS.open);
}

/** Notes that all values lie as `rest` says. */
export function markSettled(db: DatabaseSync, { isOn }: Rest): void {
  setMark(db, isOn ? MARKS.sealed : MARKS.open);
}
