import { describe, expect, it } from 'vitest';
import type { Problem } from '../../shared/error-codes.ts';
import type { Connection, Transport } from '../../shared/models.ts';
import { GuestLinks, type LinkReports, type LinksShell, type MovingSession } from './guest-links.ts';

const LOST: Problem = { code: 'link_lost', text: 'cut' };

class FakeLink {
  isClosed = false;
  readonly transport: Transport;
  readonly reports: LinkReports;

  constructor(transport: Transport, reports: LinkReports) {
    this.transport = transport;
    this.reports = reports;
  }

  close(): void {
    this.isClosed = true;
  }
}

/** A guest's links under a session that writes down what it is told, with a clock that stands still. */
class Rig implements MovingSession, LinksShell<FakeLink> {
  now = 1_000;
  connection: Connection = { state: 'online' };
  readonly dialled: FakeLink[] = [];
  readonly told: string[] = [];
  readonly links: GuestLinks<FakeLink>;

  constructor(transport: Transport = 'tcp') {
    this.links = new GuestLinks(transport, this, this);
  }

  /** A guest whose session is online over a first link. */
  static online(transport: Transport = 'tcp'): Rig {
    const rig = new Rig(transport);
    rig.links.connect();
    rig.open();
    rig.links.welcomed();
    rig.told.length = 0;
    return rig;
  }

  /** Asks for a change. @returns what comes of it: nothing yet, `ok`, or a code */
  moveTo(transport: Transport): string[] {
    const results: string[] = [];
    this.links.moveTo(transport, this.now, (result) => results.push(result.ok ? 'ok' : result.problem.code));
    return results;
  }

  get newest(): FakeLink {
    return this.dialled.at(-1) as FakeLink;
  }

  /** The link that was dialled last opens. */
  open(): void {
    this.newest.reports.opened(this.now);
  }

  pass(milliseconds: number): void {
    this.now += milliseconds;
    this.links.tick(this.now);
  }

  /** Links that are neither closed nor broken. */
  get alive(): readonly Transport[] {
    return this.dialled.filter(({ isClosed }) => !isClosed).map(({ transport }) => transport);
  }

  dial(transport: Transport, reports: LinkReports): FakeLink {
    const link = new FakeLink(transport, reports);
    this.dialled.push(link);
    return link;
  }
  moved(transport: Transport): void {
    this.told.push(`moved to ${transport}`);
  }
  linkOpened(): void {
    this.told.push('opened');
  }
  linkReplaced(): void {
    this.told.push('replaced');
  }
  linkLost({ code }: Problem): void {
    this.told.push(code);
    this.connection = { state: 'waiting', retryAt: 0, attempt: 1, problem: LOST };
    this.links.endMove(LOST);
  }
  connectAnew(): void {
    this.told.push('anew');
    this.links.disconnect();
    this.links.connect();
  }
}

describe('a change of the transport', () => {
  it('keeps the old link until the new one is open, and comes true with the welcome over it', () => {
    const rig = Rig.online();
    const result = rig.moveTo('udp');
    expect([rig.alive, rig.links.transport]).toEqual([['tcp', 'udp'], 'tcp']);
    rig.open();
    expect([rig.alive, rig.links.transport, result, rig.told]).toEqual([['udp'], 'udp', [], ['replaced']]);
    rig.links.welcomed();
    expect([result, rig.links.moving, rig.told]).toEqual([['ok'], undefined, ['replaced', 'moved to udp']]);
  });

  it('to where the session is already is none', () => {
    const rig = Rig.online();
    expect([rig.moveTo('tcp'), rig.dialled.length, rig.told]).toEqual([['ok'], 1, []]);
  });

  it('that is asked for again while it is under way is the same change', () => {
    const rig = Rig.online();
    const first = rig.moveTo('udp');
    const again = rig.moveTo('udp');
    rig.open();
    const late = rig.moveTo('udp');
    rig.links.welcomed();
    expect([first, again, late, rig.dialled.length]).toEqual([['ok'], ['ok'], ['ok'], 2]);
    expect(rig.told).toEqual(['replaced', 'moved to udp']);
  });

  it('that is taken back before the new link is open leaves the session where it is', () => {
    const rig = Rig.online();
    const first = rig.moveTo('udp');
    expect([rig.moveTo('tcp'), first]).toEqual([['ok'], ['superseded']]);
    rig.open();
    expect([rig.alive, rig.told]).toEqual([['tcp'], []]);
  });

  it('that is taken back when the old link is closed is another change, and not said to be true before it is', () => {
    const rig = Rig.online();
    const first = rig.moveTo('udp');
    rig.open();
    const back = rig.moveTo('tcp');
    expect([first, back, rig.links.transport, rig.alive]).toEqual([['superseded'], [], 'udp', ['udp', 'tcp']]);
    rig.links.welcomed();
    expect(back, 'that was the welcome over UDP').toEqual([]);
    rig.open();
    rig.links.welcomed();
    expect([back, rig.links.transport, rig.alive]).toEqual([['ok'], 'tcp', ['tcp']]);
  });

  it('whose link can’t be opened leaves the session where it is', () => {
    const rig = Rig.online();
    const result = rig.moveTo('udp');
    rig.newest.reports.closed({ code: 'udp_blocked', text: 'no' }, rig.now);
    expect([result, rig.links.transport, rig.told]).toEqual([['udp_blocked'], 'tcp', []]);
  });

  it('whose link does not open within 10 s is given up', () => {
    const rig = Rig.online();
    const result = rig.moveTo('udp');
    rig.pass(9_999);
    expect(result).toEqual([]);
    rig.pass(1);
    rig.open();
    expect([result, rig.alive, rig.told]).toEqual([['timed_out'], ['tcp'], []]);
  });

  it('is left to the deadlines of the session once that is on the new link', () => {
    const rig = Rig.online();
    const result = rig.moveTo('udp');
    rig.pass(9_000);
    rig.open();
    rig.pass(9_000);
    rig.links.welcomed();
    expect([result, rig.links.transport]).toEqual([['ok'], 'udp']);
  });

  it('whose new link breaks before the welcome leads back to where the room was reached last', () => {
    const rig = Rig.online();
    const result = rig.moveTo('udp');
    rig.open();
    rig.newest.reports.closed(LOST, rig.now);
    expect([result, rig.links.transport, rig.told]).toEqual([['link_lost'], 'tcp', ['replaced', 'link_lost']]);
    rig.links.connect();
    expect(rig.newest.transport).toBe('tcp');
  });

  it('leads back there also when it was itself to take back another', () => {
    const rig = Rig.online();
    rig.moveTo('udp');
    rig.open();
    const between = rig.newest;
    const back = rig.moveTo('tcp');
    between.reports.closed(LOST, rig.now);
    expect([back, rig.links.transport]).toEqual([['link_lost'], 'tcp']);
  });
});

describe('a choice while the room is out of reach', () => {
  it('begins the try that is under way anew: it would come true over the other transport', () => {
    const rig = Rig.online();
    rig.newest.reports.closed(LOST, rig.now);
    rig.links.connect();
    const early = rig.newest;
    expect(rig.moveTo('udp')).toEqual(['ok']);
    early.reports.opened(rig.now);
    expect([early.isClosed, rig.newest.transport, rig.told]).toEqual([true, 'udp', ['link_lost', 'anew']]);
  });
});

describe('a link that was given up', () => {
  it('reports to nobody any more', () => {
    const rig = Rig.online();
    const { reports } = rig.newest;
    expect(reports.isPresent()).toBe(true);
    rig.links.disconnect();
    reports.closed(LOST, rig.now);
    expect([reports.isPresent(), rig.told]).toEqual([false, []]);
  });
});
