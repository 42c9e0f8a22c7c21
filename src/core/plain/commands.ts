/** What a line of a plain guest asks for. */
export type PlainCommand =
  | { readonly what: 'say'; readonly text: string }
  | { readonly what: 'nothing' }
  | { readonly what: 'leave' }
  | { readonly what: 'nick'; readonly nick: string }
  | { readonly what: 'who' }
  | { readonly what: 'help' };

const SIMPLE: ReadonlyMap<string, PlainCommand> = new Map([
  ['', { what: 'nothing' }],
  ['exit', { what: 'leave' }],
  ['拜拜', { what: 'leave' }],
  ['/who', { what: 'who' }],
  ['/help', { what: 'help' }],
  ['/nick', { what: 'nick', nick: '' }],
]);
const NICK = /^\/nick\s+(.+)$/i;

/** Reads a line. What is no command is said, also when it begins with a slash: scripts say what they like. */
export function readCommand(line: string): PlainCommand {
  const text = line.trim();
  const nick = NICK.exec(text)?.[1];
  if (nick !== undefined) return { what: 'nick', nick };
  return SIMPLE.get(text.toLowerCase()) ?? { what: 'say', text: line };
}
