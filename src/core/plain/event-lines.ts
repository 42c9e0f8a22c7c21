import { DistinctNames } from '../../shared/distinct-names.ts';
import { doorLine } from '../../shared/doors/door-line.ts';
import type { Member } from '../../shared/models.ts';
import { onTerminalLine } from '../../shared/terminal-text.ts';
import { utf8Bytes } from '../wire/frame-writer.ts';
import { parseHostMessage } from '../wire/host-messages.ts';
import type { EventMessage, HostMessage, Welcome } from '../wire/messages.ts';
import { isProtocolError } from '../wire/protocol-error.ts';
import { headersIn } from '../wire/whole-frames.ts';

/** Frames of the room, as a plain guest reads them. */
export interface RenderedFrames {
  /** A line for each event, in UTF-8. */
  readonly lines: Uint8Array;
  /** What else the room said, to one guest alone. */
  readonly others: readonly HostMessage[];
}

/** A text on one line and harmless for a terminal. */
export function onOneLine(text: string): string {
  return onTerminalLine(text.trimEnd());
}

/**
 * Turns the room's frames into lines for plain guests. What goes to all of them is the same array of bytes for each
 * (docs/architecture.md, a host's turn), and is turned into text once.
 */
export class EventLines {
  readonly #rendered = new WeakMap<Uint8Array, RenderedFrames>();
  /** Nicknames by member id, to tell a new name from a new member: as the events since the last welcome had them. */
  readonly #nicks = new Map<string, string>();
  /** Who is here, told apart. */
  readonly #names = new DistinctNames();
  /** The same as that welcome had them, with all events up to `#listedAt`. */
  readonly #listed = new Map<string, string>();
  #listedAt = 0;

  render(frames: Uint8Array): RenderedFrames {
    const known = this.#rendered.get(frames);
    if (known) return known;
    const rendered = this.#renderNew(frames);
    this.#rendered.set(frames, rendered);
    return rendered;
  }

  /** What a member is called in these lines. */
  nameOf(member: Member): string {
    return this.#names.nameOf(member);
  }

  #renderNew(frames: Uint8Array): RenderedFrames {
    let text = '';
    const others: HostMessage[] = [];
    for (const header of headersIn(frames)) {
      const message = parseHostMessage(header);
      if (!message || isProtocolError(message)) continue;
      if (message.type === 'event') text += this.#line(message);
      else others.push(message);
      if (message.type === 'welcome') this.#begin(message);
      if (message.type === 'members') this.#learn(message.members);
    }
    return { lines: utf8Bytes(text), others };
  }

  #begin({ members, seq }: Welcome): void {
    this.#nicks.clear();
    this.#listed.clear();
    this.#names.clear();
    this.#listedAt = seq;
    this.#learn(members);
  }

  #learn(members: readonly Member[]): void {
    for (const member of members) {
      this.#listed.set(member.id, member.nick);
      this.#names.enter(member);
    }
  }

  #line(event: EventMessage): string {
    const { seq, kind, from, nick, text, late } = event;
    if (kind === 'joined') return this.#joined(seq, from, nick);
    const name = onOneLine(this.#names.nameOf({ id: from, nick }));
    switch (kind) {
      case 'message':
        return `${name}${late === undefined ? '' : ' (late)'}: ${onOneLine(text)}\n`;
      case 'file':
        return `* ${name} shares ${onOneLine(text)}\n`;
      case 'restored':
        return `* the room's log was set back: ${name} has what it lost\n`;
      case 'left':
        this.#nicks.delete(from);
        this.#listed.delete(from);
        this.#names.leave(from);
        return text === 'removed' ? '' : `* ${name} left\n`;
      default: {
        const line = doorLine(event, { by: name, about: onOneLine(event.about?.nick ?? '') });
        return line === undefined ? '' : `* ${line}\n`;
      }
    }
  }

  #joined(seq: number, from: string, nick: string): string {
    const before = this.#nicks.get(from) ?? (seq > this.#listedAt ? this.#listed.get(from) : undefined);
    this.#nicks.set(from, nick);
    const shownBefore = before === undefined ? '' : onOneLine(this.#names.nameOf({ id: from, nick: before }));
    const shown = onOneLine(this.#names.enter({ id: from, nick }));
    return before === undefined || before === nick
      ? `* ${shown} joined\n`
      : `* ${shownBefore} is called ${shown} now\n`;
  }
}
