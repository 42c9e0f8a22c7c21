/** Desktop entries of freedesktop.org: what Linux starts at login, and what it opens links with. */

export interface DesktopEntry {
  readonly name: string;
  /** The program and what it is started with. */
  readonly command: readonly string[];
  /** A field code behind it, such as `%u` for a link. */
  readonly field?: string;
  readonly mimeType?: string;
  /** True where no menu is to show it. */
  readonly isHidden?: boolean;
}

/** What a shell would not leave alone, and what the key file itself would read (Desktop Entry Specification, "The Exec key"). */
function quoted(part: string): string {
  const inQuotes = part.replace(/["`$\\]/g, (sign) => `\\${sign}`);
  // In the file's strings a backslash is doubled once more, and a percent sign begins a field code.
  return `"${inQuotes.replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`;
}

/** The entry as a file. A line break in the command, which no path of a program has, would begin another key: it is refused. */
export function desktopEntry({ name, command, field, mimeType, isHidden }: DesktopEntry): string | undefined {
  if (command.some((part) => /[\r\n\0]/.test(part))) return undefined;
  const exec = [...command.map(quoted), ...(field === undefined ? [] : [field])].join(' ');
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${name}`,
    `Exec=${exec}`,
    'Terminal=false',
    ...(mimeType === undefined ? [] : [`MimeType=${mimeType};`]),
    ...(isHidden === true ? ['NoDisplay=true'] : []),
    '',
  ].join('\n');
}
