/** Which peer a habit is. */
import type { Habit } from '../../shared/lab/habits.ts';
import type { LabServerConfig } from '../../shared/lab/lab-config.ts';
import { DEFAULT_RECV_SIZE, DEFAULT_RECV_WAIT_MS } from '../../shared/lab/lab-limits.ts';
import { CommandPeer } from './command.ts';
import { EchoPeer } from './echo.ts';
import { FilePeer } from './file.ts';
import { GreetPeer } from './greet.ts';
import { HelloPeer } from './hello.ts';
import { LogPeer } from './log.ts';
import type { PracticePeer } from './practice-peer.ts';
import { PrefixPeer } from './prefix.ts';
import { StickyPeer } from './sticky.ts';
import { TalkPeer } from './talk.ts';
import { UpperPeer } from './upper.ts';

const PEERS: Readonly<Record<Habit, (config: LabServerConfig) => PracticePeer>> = {
  echo: () => new EchoPeer(),
  upper: ({ transport }) => new UpperPeer(transport === 'udp'),
  prefix: () => new PrefixPeer(),
  log: ({ transport }) => new LogPeer(transport === 'tcp'),
  greet: () => new GreetPeer(),
  hello: () => new HelloPeer(),
  talk: () => new TalkPeer(),
  sticky: ({ recvSize, recvWaitMs }) =>
    new StickyPeer(recvSize ?? DEFAULT_RECV_SIZE, recvWaitMs ?? DEFAULT_RECV_WAIT_MS),
  file: () => new FilePeer(),
  command: ({ framing }) => new CommandPeer(framing ?? 'length'),
};

/** The peer that serves one connection, or one address that sends datagrams. */
export function createPeer(config: LabServerConfig): PracticePeer {
  return PEERS[config.habit](config);
}
