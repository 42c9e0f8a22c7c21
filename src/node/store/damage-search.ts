import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { LogSegment } from '../../core/room/log-segment.ts';
import type { Rest } from './rest/rest.ts';
import { intact, type SegmentRow } from './segment-row.ts';
import { isDamage } from './sqlite-codes.ts';

const COLUMNS = 'SELECT first, next, frames, sum FROM segment';

/**
 * Finds the intact rows around a damaged stretch of the log. A page that can't be read throws whenever a search touches
 * it, so the search leaps over it in steps that double, and then goes back row by row as far as it gets.
 */
export class DamageSearch {
  readonly #from: Search;
  readonly #upTo: Search;
  readonly #rest: Rest;

  constructor(db: DatabaseSync, rest: Rest) {
    this.#rest = rest;
    this.#from = {
      statement: db.prepare(`${COLUMNS} WHERE first >= ? ORDER BY first LIMIT 1`),
      fits: (first, at) => first >= at,
    };
    this.#upTo = {
      statement: db.prepare(`${COLUMNS} WHERE first <= ? ORDER BY first DESC LIMIT 1`),
      fits: (first, at) => first <= at,
    };
  }

  /** Whether the row that begins with event `first` is as it was written. */
  isIntact(first: number): boolean {
    const row = this.#look(this.#from, first);
    return isSegment(row) && row.first === first;
  }

  /** The first intact row behind event `seq`; undefined when there is none up to event `newest`. */
  after(seq: number, newest: number): LogSegment | undefined {
    const found = this.#leap(seq, 1, (at) => {
      const row = at > newest ? 'nothing' : this.#look(this.#from, at);
      return isSegment(row) && row.next > newest + 1 ? { damaged: row.first } : row;
    });
    // Rows between the damage and where the leap came down are good as well.
    let first = found;
    for (let back = found; back; back = this.#before(back, seq)) first = back;
    return first;
  }

  /**
   * The last intact row that begins with event `seq` or before it, and may hold it: a search that ends on a damaged page
   * misses the row before that page, another one finds it. Undefined when there is none from event `oldest` on.
   */
  upTo(seq: number, oldest: number): LogSegment | undefined {
    const found = this.#leap(seq + 1, -1, (at) => (at < oldest ? 'nothing' : this.#look(this.#upTo, at)));
    let last = found;
    for (let on = found; on; on = this.#behind(on, seq)) last = on;
    return last;
  }

  /**
   * Looks further and further away from event `start`, in steps that double while nothing can be read, and then in smaller
   * ones where that went too far.
   * @param direction 1 or -1
   */
  #leap(start: number, direction: 1 | -1, look: (at: number) => Look): LogSegment | undefined {
    let bad = start;
    let step = 1;
    let grows = true;
    for (;;) {
      const at = bad + direction * step;
      const row = look(at);
      if (isSegment(row)) return row;
      if (row === 'nothing') {
        if (step === 1) return undefined;
        step = Math.floor(step / 2);
        grows = false;
      } else if (row === 'unreadable') {
        bad = at;
        if (grows) step *= 2;
      } else {
        bad = direction * Math.max(direction * at, direction * row.damaged);
        step = 1;
        grows = true;
      }
    }
  }

  #before({ first }: LogSegment, beyond: number): LogSegment | undefined {
    const row = this.#look(this.#upTo, first - 1);
    return isSegment(row) && row.next === first && row.first > beyond ? row : undefined;
  }

  #behind({ next }: LogSegment, upTo: number): LogSegment | undefined {
    const row = next <= upTo ? this.#look(this.#from, next) : undefined;
    return isSegment(row) && row.first === next ? row : undefined;
  }

  #look({ statement, fits }: Search, at: number): Look {
    try {
      const row = statement.get(at) as unknown as SegmentRow | undefined;
      if (row === undefined) return 'nothing';
      // Rows of damaged pages may stand in no order.
      if (typeof row.first === 'number' && !fits(row.first, at)) return 'unreadable';
      return intact(row, this.#rest) ?? (typeof row.first === 'number' ? { damaged: row.first } : 'unreadable');
    } catch (error) {
      if (!isDamage(error)) throw error;
      return 'unreadable';
    }
  }
}

interface Search {
  readonly statement: StatementSync;
  /** Whether a row that begins with `first` may be the answer to a search for `at`. */
  readonly fits: (first: number, at: number) => boolean;
}

type Look = LogSegment | { readonly damaged: number } | 'nothing' | 'unreadable';

function isSegment(look: Look | undefined): look is LogSegment {
  return typeof look === 'object' && 'frames' in look;
}
