import { describe, expect, it } from 'vitest';
import { GuestRig, LOST } from '../../../tests/support/rigs/guest-rig.ts';
import { backoff } from './backoff.ts';

describe('backoff', () => {
  it('doubles from half a second up to 15 s, with jitter between half and the whole', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((attempt) => backoff(attempt, 1))).toEqual([
      500, 1000, 2000, 4000, 8000, 15000, 15000,
    ]);
    expect([1, 6].map((attempt) => backoff(attempt, 0))).toEqual([250, 7_500]);
    expect(backoff(1_000_000, 0.5)).toBe(11_250);
  });
});

describe('a lost link', () => {
  it('is tried again by itself, later each time, until the room is there', () => {
    const rig = GuestRig.online();
    rig.lose();
    const waits: number[] = [];
    for (let tries = 0; tries < 7; tries += 1) {
      const { connection } = rig.session;
      if (connection.state !== 'waiting') throw new Error(`it is ${connection.state}`);
      waits.push(connection.retryAt - rig.now);
      rig.now = connection.retryAt;
      rig.session.tick(rig.now);
      rig.session.linkLost({ code: 'refused', text: 'nobody' }, rig.now);
    }
    expect(waits).toEqual([375, 375, 750, 1_500, 3_000, 6_000, 11_250]);
    rig.session.reconnectNow(rig.now);
    rig.open();
    rig.welcome(0);
    rig.lose();
    expect(rig.session.connection, 'from the beginning').toMatchObject({ state: 'waiting', retryAt: rig.now + 375 });
  });

  it('is tried again at once when the network is back', () => {
    const rig = GuestRig.online();
    rig.lose();
    rig.session.reconnectNow(rig.now);
    expect(rig.connects).toBe(2);
  });

  it('is tried anew when something else leads to the room, also in the middle of a try', () => {
    const rig = GuestRig.online();
    rig.session.connectAnew(rig.now);
    expect(rig.connects, 'not while all is well').toBe(1);
    rig.lose();
    rig.session.connectAnew(rig.now);
    rig.session.connectAnew(rig.now);
    rig.open();
    rig.session.connectAnew(rig.now);
    expect([rig.connects, rig.isConnected]).toEqual([4, true]);
    rig.open();
    rig.welcome(0);
    expect(rig.session.connection.state).toBe('online');
  });

  it('that is reported twice counts once', () => {
    const rig = GuestRig.online();
    rig.lose();
    const { connection } = rig.session;
    rig.session.linkLost(LOST, rig.now + 5);
    expect(rig.session.connection).toBe(connection);
  });

  it('says nothing more: what was half received on it is not read with the next one', () => {
    const rig = GuestRig.online();
    rig.session.receive(Uint8Array.of(50, 0, 0), rig.now);
    rig.lose();
    rig.session.receive(Uint8Array.of(0, 1, 2, 3), rig.now);
    rig.session.reconnectNow(rig.now);
    rig.open();
    rig.welcome(0);
    expect(rig.session.connection.state).toBe('online');
  });

  it('with the host’s good-bye is waited for like any other', () => {
    const rig = GuestRig.online();
    rig.hears({ type: 'bye', code: 'host_stopped' });
    expect(rig.session.connection).toMatchObject({ state: 'waiting', problem: { code: 'host_stopped' } });
  });
});

describe('a room that can’t be reached for the first time', () => {
  it('is given up at once by who asked for it, and waited for by who is patient', () => {
    for (const isPatient of [false, true]) {
      const rig = new GuestRig({ isPatient });
      rig.session.start(rig.now);
      rig.session.linkLost(LOST, rig.now);
      expect(rig.session.connection.state).toBe(isPatient ? 'waiting' : 'closed');
      rig.pass(20_000);
      expect(rig.connects).toBe(isPatient ? 2 : 1);
      if (!isPatient) continue;
      rig.open();
      rig.welcome(0);
      expect(rig.session.connection.state).toBe('online');
    }
  });
});

describe('a room that its host closed', () => {
  it('is said to be closed as long as nobody listens there', () => {
    const rig = GuestRig.online();
    rig.hears({ type: 'bye', code: 'host_stopped' });
    rig.session.reconnectNow(rig.now);
    rig.session.linkLost({ code: 'refused', text: 'nobody listens' }, rig.now);
    expect(rig.session.connection).toMatchObject({ state: 'waiting', problem: { code: 'host_stopped' } });
    rig.session.reconnectNow(rig.now);
    rig.session.linkLost({ code: 'unreachable', text: 'no way' }, rig.now);
    expect(rig.session.connection).toMatchObject({ state: 'waiting', problem: { code: 'unreachable' } });
  });
});

describe('heartbeats', () => {
  it('go out every 15 s when there is nothing else to say', () => {
    const rig = GuestRig.online();
    rig.passSlowly(14_000);
    expect(rig.saysAll()).toEqual([]);
    rig.passSlowly(1_000);
    expect(rig.saysAll()).toEqual([{ type: 'ping', t: rig.now }]);
  });

  it('find a host that went silent within 45 s', () => {
    const rig = GuestRig.online();
    rig.passSlowly(30_000);
    rig.hears({ type: 'pong', t: 1 });
    rig.passSlowly(44_000);
    expect(rig.session.connection.state).toBe('online');
    rig.passSlowly(1_000);
    expect(rig.session.connection).toMatchObject({ state: 'waiting', problem: { code: 'silent' } });
  });

  it('test the link at once after a sleep, and give it up after 5 s', () => {
    const rig = GuestRig.online();
    rig.pass(250);
    rig.pass(30_000);
    expect(rig.saysAll().filter(({ type }) => type === 'ping')).not.toEqual([]);
    rig.passSlowly(4_000);
    expect(rig.session.connection.state).toBe('online');
    rig.passSlowly(1_000);
    expect(rig.session.connection).toMatchObject({ state: 'waiting', problem: { code: 'silent' } });
  });

  it('are satisfied by any byte after a sleep', () => {
    const rig = GuestRig.online();
    rig.pass(250);
    rig.pass(30_000);
    rig.hears({ type: 'pong', t: 1 });
    rig.passSlowly(10_000);
    expect(rig.session.connection.state).toBe('online');
  });

  it('do not keep a waiting guest from trying at once after a sleep', () => {
    const rig = GuestRig.online();
    rig.pass(250);
    rig.lose();
    rig.pass(30_000);
    expect(rig.connects).toBe(2);
  });
});

describe('a taken session', () => {
  it('is taken back once, for a late hello of an own link may have taken it', () => {
    const rig = GuestRig.online();
    rig.hears({ type: 'error', code: 'session_taken', text: 'elsewhere' });
    expect(rig.session.connection).toMatchObject({ state: 'waiting', problem: { code: 'session_taken' } });
    rig.passSlowly(1_000);
    expect(rig.connects).toBe(2);
  });

  it('is given up when it is taken again within a minute: somebody else uses it', () => {
    const rig = GuestRig.online();
    for (let times = 0; times < 2; times += 1) {
      rig.hears({ type: 'error', code: 'session_taken', text: 'elsewhere' });
      rig.passSlowly(1_000);
      rig.open();
      rig.welcome(0);
    }
    expect(rig.session.connection).toMatchObject({ state: 'closed', problem: { code: 'session_taken' } });
    expect(rig.connects).toBe(2);
  });
});

describe('a hello', () => {
  it('names its attempt, which grows with each of them', () => {
    const rig = GuestRig.online();
    for (const passed of [0, 0, 500, -10_000]) {
      rig.now += passed;
      rig.session.rename('Ada', rig.now);
      rig.open();
    }
    expect(rig.says().map(({ attempt }) => attempt)).toEqual([1_000_001, 1_000_002, 1_000_500, 1_000_501]);
  });

  it.each([undefined, 's1'])('that is taken for a late one is said anew at once without its attempt', (session) => {
    const rig = new GuestRig(session === undefined ? {} : { session });
    rig.session.start(rig.now);
    rig.open();
    expect(rig.says()[0]).toMatchObject({ attempt: rig.now });
    rig.hears({ type: 'error', code: 'session_taken', text: 'late, for the clock was set back' });
    expect(rig.connects).toBe(2);
    rig.open();
    expect(rig.says()[0]).not.toHaveProperty('attempt');
    rig.welcome(0);
    expect(rig.session.connection.state).toBe('online');
    rig.lose();
    rig.session.reconnectNow(rig.now);
    rig.open();
    expect(rig.says()[0], 'from then on it counts from here').toMatchObject({ attempt: rig.now + 2 });
  });

  it('does not run in circles with a host that always answers session_taken', () => {
    const rig = GuestRig.online();
    rig.lose();
    rig.session.reconnectNow(rig.now);
    for (let tries = 0; tries < 10; tries += 1) {
      rig.open();
      rig.hears({ type: 'error', code: 'session_taken', text: 'no' });
      rig.passSlowly(1_000);
    }
    expect([rig.connects, rig.session.connection.state]).toEqual([5, 'closed']);
  });
});

describe('leaving and renaming', () => {
  it('says good-bye and never comes back', () => {
    const rig = GuestRig.online();
    rig.session.leave(rig.now);
    expect(rig.says()).toEqual([{ type: 'bye' }]);
    rig.passSlowly(60_000);
    rig.session.reconnectNow(rig.now);
    rig.session.linkLost(LOST, rig.now);
    expect([rig.session.connection, rig.connects, rig.isConnected]).toEqual([{ state: 'closed' }, 1, false]);
  });

  it('takes the session to a new link under the new nickname', () => {
    const rig = GuestRig.online();
    rig.session.rename('Countess', rig.now);
    expect(rig.connects).toBe(2);
    rig.open();
    expect(rig.says()[0]).toMatchObject({ nick: 'Countess', resume: { session: 's1', seq: 0 } });
  });
});

describe('a network that changed', () => {
  it('costs a link that no answer comes over any more its place within a second, and the next try is at once', () => {
    const rig = GuestRig.online();
    rig.session.networkChanged(rig.now);
    expect(rig.saysAll()).toMatchObject([{ type: 'ping' }]);
    rig.pass(900);
    expect([rig.session.connection.state, rig.connects]).toEqual(['online', 1]);
    rig.pass(200);
    expect([rig.session.connection, rig.connects]).toMatchObject([{ problem: { code: 'silent' } }, 2]);
  });

  it('costs a link nothing that still answers', () => {
    const rig = GuestRig.online();
    rig.session.networkChanged(rig.now);
    rig.pass(500);
    rig.hears({ type: 'pong', t: 1 });
    rig.passSlowly(10_000);
    expect([rig.session.connection.state, rig.connects]).toEqual(['online', 1]);
  });

  it('gives a slow network four of its round trips', () => {
    const rig = GuestRig.online();
    rig.session.ping(rig.now);
    rig.pass(800);
    rig.hears({ type: 'pong', t: rig.now - 800 });
    rig.session.networkChanged(rig.now);
    rig.passSlowly(3_000);
    expect(rig.session.connection.state).toBe('online');
    rig.passSlowly(300);
    expect(rig.session.connection.state).toBe('waiting');
  });

  it('begins a try anew that was made from the old address, and ends a wait', () => {
    const rig = GuestRig.online();
    rig.lose();
    rig.session.networkChanged(rig.now);
    rig.session.networkChanged(rig.now);
    rig.open();
    rig.session.networkChanged(rig.now);
    expect([rig.connects, rig.isConnected]).toEqual([4, true]);
  });

  it('hurries a test that is under way because the computer slept', () => {
    const rig = GuestRig.online();
    rig.session.reconnectNow(rig.now);
    rig.session.networkChanged(rig.now);
    rig.pass(1_100);
    expect(rig.session.connection.state).toBe('waiting');
  });
});

describe('a clock on the wall', () => {
  it('that is set forward ends no link, and asks for a sign of life at most', () => {
    const rig = GuestRig.online();
    rig.pass(250);
    rig.wallAhead += 60_000;
    rig.pass(250);
    rig.hears({ type: 'pong', t: rig.now });
    rig.passSlowly(10_000);
    expect([rig.session.connection.state, rig.connects]).toEqual(['online', 1]);
  });

  it('that is set back keeps no dead link, and holds up no try', () => {
    const rig = GuestRig.online();
    rig.pass(250);
    rig.wallAhead -= 3_600_000;
    rig.passSlowly(45_000);
    expect(rig.session.connection).toMatchObject({ state: 'waiting', problem: { code: 'silent' } });
    rig.wallAhead -= 3_600_000;
    rig.passSlowly(1_000);
    expect(rig.connects).toBe(2);
  });

  it('that went on while the other one stood still shows a sleep', () => {
    const rig = GuestRig.online();
    rig.pass(250);
    rig.wallAhead += 30_000;
    rig.pass(250);
    expect(rig.saysAll()).toMatchObject([{ type: 'ping' }]);
  });

  it('says when a message was said and when the next try is', () => {
    const rig = GuestRig.online();
    rig.wallAhead = 1_800_000_000_000;
    expect(rig.session.say('a1', 'Hi!', rig.now)).toMatchObject({ value: { at: rig.now + rig.wallAhead } });
    rig.lose();
    expect(rig.session.connection).toMatchObject({ retryAt: rig.now + rig.wallAhead + 375 });
  });
});
