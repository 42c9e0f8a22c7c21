import { describe, expect, it } from 'vitest';
import { desktopEntry } from './desktop-entry.ts';

describe('a desktop entry', () => {
  it('starts the program with its arguments, each as it is', () => {
    const entry = desktopEntry({ name: 'Partyline', command: ['/opt/my apps/partyline', '--hidden', '--a=50%'] });
    expect(entry?.split('\n')).toEqual([
      '[Desktop Entry]',
      'Type=Application',
      'Name=Partyline',
      'Exec="/opt/my apps/partyline" "--hidden" "--a=50%%"',
      'Terminal=false',
      '',
    ]);
  });

  it('leaves nothing to a shell', () => {
    const entry = desktopEntry({ name: 'Partyline', command: ['/a"b`c$d\\e'] });
    expect(entry).toContain('Exec="/a\\\\"b\\\\`c\\\\$d\\\\\\\\e"\n');
  });

  it('is not written for a command that would begin another line', () => {
    expect(desktopEntry({ name: 'Partyline', command: ['/a\nHidden=true'] })).toBeUndefined();
  });

  it('opens links where it says which', () => {
    const entry = desktopEntry({
      name: 'Partyline',
      command: ['/a'],
      field: '%u',
      mimeType: 'x-scheme-handler/partyline',
      isHidden: true,
    });
    expect(entry).toContain('Exec="/a" %u\n');
    expect(entry).toContain('MimeType=x-scheme-handler/partyline;\nNoDisplay=true\n');
  });
});
