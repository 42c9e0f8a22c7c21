import type { DatabaseSync } from 'node:sqlite';

/** A text that is sealed where values at rest are: `place` says in SQL where it stands, so that it is opened nowhere else. */
interface SealedColumn {
  readonly table: string;
  readonly column: string;
  readonly place: string;
  /** It is looked up by, and therefore the same each time. */
  readonly isName?: true;
}

const SESSION_PLACE = 'session.token';

/** What of our databases says something, or lets somebody in. All else are numbers, times, addresses and random ids (docs/adr/0046). */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  ...['name', 'secret', 'terminal', 'seed'].map((column) => ({ table: 'room', column, place: `'room.${column}'` })),
  { table: 'session', column: 'token', place: `'${SESSION_PLACE}'`, isName: true },
  ...['device', 'nick', 'key', 'card'].map((column) => ({ table: 'session', column, place: `'session.${column}'` })),
  ...['device', 'key'].map((column) => ({ table: 'identity', column, place: `'identity.${column}'` })),
  ...['text', 'sealed', 'problem'].map((column) => ({ table: 'outbox', column, place: `'outbox.${column} ' || id` })),
  { table: 'rule', column: 'name', place: `'rule.name'`, isName: true },
  { table: 'rule', column: 'value', place: `'rule.value'` },
  { table: 'contact', column: 'key', place: `'contact.key'`, isName: true },
  { table: 'contact', column: 'value', place: `'contact.value'` },
  { table: 'key_change', column: 'value', place: `'key_change ' || id` },
  { table: 'setting', column: 'value', place: `'setting ' || key` },
  { table: 'recent_room', column: 'name', place: `'recent_room ' || address` },
  { table: 'place', column: 'record', place: `'place ' || key` },
  { table: 'transfer', column: 'record', place: `'transfer ' || id` },
];

/** SQL that reads a column: what it says, however it lies. */
export function opened(table: string, column: string): string {
  return `unseal(${column}, ${columnOf(table, column).place})`;
}

/** Writes each text of a database anew, as texts are written now. Damaged ones stay as they are. @throws what SQLite threw */
export function rewriteTexts(db: DatabaseSync): void {
  for (const table of new Set(SEALED_COLUMNS.map((one) => one.table))) {
    const there = db.prepare('SELECT name FROM pragma_table_info(?)').all(table);
    const names = new Set(there.map(({ name }) => name));
    const changes = SEALED_COLUMNS.filter((one) => one.table === table && names.has(one.column)).map(
      ({ column, place, isName }) =>
        `${column} = ifnull(${isName ? 'sealname' : 'seal'}(unseal(${column}, ${place}), ${place}), ${column})`,
    );
    if (changes.length > 0) db.exec(`UPDATE ${table} SET ${changes.join(', ')}`);
  }
}

function columnOf(table: string, column: string): SealedColumn {
  const found = SEALED_COLUMNS.find((one) => one.table === table && one.column === column);
  if (!found) throw new Error(`${table}.${column} is not sealed`);
  return found;
}
