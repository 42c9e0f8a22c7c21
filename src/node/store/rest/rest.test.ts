import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSealedBytes, OPEN_REST, Rest } from './rest.ts';
import { ValueCipher } from './value-cipher.ts';

const KEY = randomBytes(32);
const utf8 = (text: string) => new TextEncoder().encode(text);

function restOf(isOn = true, key: Uint8Array = KEY): Rest {
  const cipher = new ValueCipher(key);
  return new Rest(
    () => cipher,
    () => isOn,
  );
}

describe('values at rest', () => {
  it('come back as they were, sealed or not, whatever they say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), fc.boolean(), (text, bytes, isOn) => {
        const rest = restOf(isOn);
        fc.pre(text.isWellFormed() && !isSealedBytes(bytes));
        expect(rest.openText(rest.sealText(text, 'a'), 'a')).toBe(text);
        expect(rest.openText(rest.sealName(text, 'a'), 'a')).toBe(text);
        expect([...(rest.openBytes(rest.sealBytes(bytes, 'a'), 'a') ?? [])]).toEqual([...bytes]);
      }),
    );
  });

  it('that begin as a sealed one does are told from one', () => {
    const rest = restOf(false);
    for (const text of ['\uFFFF', '\uFFFFs:abcd', '\uFFFFn:', '\uFFFF\uFFFFs:x'])
      expect(rest.openText(rest.sealText(text, 'a'), 'a')).toBe(text);
  });

  it('are read whichever way they lie, also those of an earlier run', () => {
    const [sealed, plain] = [restOf(true).sealText('what was said', 'a'), restOf(false).sealText('what was said', 'a')];
    for (const reader of [restOf(true), restOf(false)])
      for (const value of [sealed, plain]) expect(reader.openText(value, 'a')).toBe('what was said');
  });

  it('show nothing of themselves, and are never the same twice unless they are looked up', () => {
    const rest = restOf();
    const values = [rest.sealText('what was said', 'a'), rest.sealText('what was said', 'a')];
    expect(new Set(values).size).toBe(2);
    expect(values.join('')).not.toContain('said');
    expect(rest.sealName('token', 'a')).toBe(restOf().sealName('token', 'a'));
    expect(rest.sealName('token', 'a')).not.toBe(rest.sealName('token', 'b'));
  });

  it('are not opened in another place, with another key, or with any byte changed', () => {
    const rest = restOf();
    const sealed = rest.sealBytes(utf8('what was said'), 'row 1');
    expect(rest.openBytes(sealed, 'row 2')).toBeUndefined();
    expect(restOf(true, randomBytes(32)).openBytes(sealed, 'row 1')).toBeUndefined();
    for (let at = 4; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] as number) ^ 1;
      expect(rest.openBytes(changed, 'row 1'), `byte ${at}`).toBeUndefined();
      expect(rest.openBytes(sealed.subarray(0, at), 'row 1'), `cut at ${at}`).toBeUndefined();
    }
  });

  it('can’t be read where there is no key, and that is said', () => {
    expect(() => OPEN_REST.openText(restOf().sealText('a', 'b'), 'b')).toThrow('its key is not here');
    expect(OPEN_REST.openText('as it is', 'b')).toBe('as it is');
  });
});

it('a database’s statements seal and unseal, and leave NULL and numbers alone', () => {
  const db = new DatabaseSync(':memory:');
  restOf().teach(db);
  db.exec("CREATE TABLE t (a TEXT); INSERT INTO t VALUES (seal('hidden', 't.a')), (seal(NULL, 't.a'))");
  const stored = db.prepare('SELECT a FROM t').all();
  expect(String(stored[0]?.a)).not.toContain('hidden');
  expect(stored[1]?.a).toBeNull();
  const read = (place: string) => db.prepare('SELECT unseal(a, ?) AS a FROM t').all(place);
  expect(read('t.a')[0]?.a).toBe('hidden');
  expect(read('t.b')[0]?.a).toBeNull();
});
