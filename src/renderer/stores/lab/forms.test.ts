import { describe, expect, it } from 'vitest';
import { NEW_CLIENT, readClientForm } from './client-form.ts';
import { NO_DRAFT, piecesOf } from './drafts.ts';
import { USUAL_CHOICES } from './form-store.ts';
import { readEveryMs, readPieceBytes } from './send-actions.ts';
import { NEW_SERVER, needsWarning, readServerForm, withHabit } from './server-form.ts';

describe('the form of a server', () => {
  it('comes to what it says, without the options of other habits', () => {
    expect(readServerForm(NEW_SERVER)).toEqual({
      config: { habit: 'echo', transport: 'tcp', bind: '127.0.0.1', port: 8080 },
    });
  });

  it('takes an empty port and 0 for any free one', () => {
    for (const port of ['', ' 0 '])
      expect(readServerForm({ ...NEW_SERVER, port })).toMatchObject({ config: { port: 0 } });
  });

  it('names every field that can not be used', () => {
    const form = { ...NEW_SERVER, habit: 'sticky', port: '70000', recvSize: '0', recvWaitMs: 'soon' } as const;
    expect(readServerForm(form)).toEqual({
      problems: { port: 'portBad', recvSize: 'recvSizeBad', recvWaitMs: 'recvWaitBad' },
    });
    expect(readServerForm({ ...NEW_SERVER, habit: 'file' })).toEqual({ problems: { file: 'fileMissing' } });
  });

  it('keeps the transport where the new habit has it', () => {
    expect(withHabit({ ...NEW_SERVER, transport: 'udp' }, 'upper').transport).toBe('udp');
    expect(withHabit({ ...NEW_SERVER, transport: 'udp' }, 'greet').transport).toBe('tcp');
  });

  it('warns of programs that other computers could start, and of nothing else', () => {
    const warned = (bind: string) => needsWarning({ habit: 'command', bind });
    expect(['', '0.0.0.0', '192.168.1.5', '::', '127.0.0.1.example'].map(warned)).toEqual(Array(5).fill(true));
    expect(['127.0.0.1', '127.1.2.3', '::1'].map(warned)).toEqual([false, false, false]);
    expect(needsWarning({ habit: 'echo', bind: '' })).toBe(false);
  });
});

describe('the form of a client', () => {
  it('adds the usual port to an address without one', () => {
    const address = (typed: string) => readClientForm({ ...NEW_CLIENT, address: typed });
    expect(address('10.0.0.7')).toMatchObject({ config: { target: { address: '10.0.0.7:8080' } } });
    expect(address('::1')).toMatchObject({ config: { target: { address: '[::1]:8080' } } });
    expect(address('[::1]:99')).toMatchObject({ config: { target: { address: '[::1]:99' } } });
  });

  it('names what can not be used', () => {
    expect(readClientForm({ ...NEW_CLIENT, address: 'a b' })).toEqual({ problems: { address: 'addressBad' } });
    expect(readClientForm({ ...NEW_CLIENT, way: 'path' })).toEqual({ problems: { path: 'pathMissing' } });
    expect(readClientForm({ ...NEW_CLIENT, way: 'udp', port: 'x' })).toEqual({ problems: { port: 'portBad' } });
  });

  it('binds only a socket of datagrams', () => {
    const form = { ...NEW_CLIENT, bind: '127.0.0.1', port: '5000' };
    expect(readClientForm({ ...form, way: 'udp' })).toMatchObject({ config: { bind: '127.0.0.1', port: 5000 } });
    expect(readClientForm(form)).not.toMatchObject({ config: { port: 5000 } });
    expect(readClientForm({ ...form, way: 'path', path: ' /tmp/s ' })).toEqual({
      config: { transport: 'tcp', target: { kind: 'path', path: '/tmp/s' } },
    });
  });
});

describe('what stands in a composer', () => {
  const texts = (draft: Partial<typeof NO_DRAFT>) =>
    piecesOf({ ...NO_DRAFT, ...draft }, USUAL_CHOICES).map(({ text }) => text);

  it('is one send with all its lines, or one send a line', () => {
    expect(texts({ text: 'a\nb' })).toEqual(['a\nb']);
    expect(texts({ mode: 'several', lines: 'a\n\nb\n' })).toEqual(['a', '', 'b']);
    expect(texts({ mode: 'file', text: 'a' })).toEqual([]);
  });

  it('is repeated and cut only by numbers that make sense', () => {
    expect(['1', '3600000', '0', '3600001', '1e3', ''].map(readEveryMs)).toEqual([
      1,
      3_600_000,
      ...Array(4).fill(undefined),
    ]);
    expect(['65507', '65508'].map(readPieceBytes)).toEqual([65_507, undefined]);
  });
});
