import type { LoadMember, OnDelivery } from './member.ts';

/** Joins member `index`; what arrives goes to `onDelivery`. */
export type Join = (index: number, onDelivery: OnDelivery) => Promise<LoadMember>;

export interface PatternResult {
  readonly deliveries: number;
  /** Milliseconds from sending to each delivery, ascending; only where the pattern measures it. */
  readonly latencies?: readonly number[];
}

/** A pattern joins its members, waits for leave to start the measured part, and settles when everything arrived. */
export type Pattern = (join: Join, started: () => Promise<void>) => Promise<PatternResult>;

async function joinAll(join: Join, count: number, onDelivery: (receiver: number) => OnDelivery): Promise<LoadMember[]> {
  const members: LoadMember[] = [];
  for (let index = 0; index < count; index += 1) members.push(await join(index, onDelivery(index)));
  return members;
}

/** All of `count` members talk; each waits for its own message before the next. */
export function everybodyTalks(count: number, messagesEach: number): Pattern {
  return async (join, started) => {
    const wanted = count * count * messagesEach;
    let deliveries = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    const members: LoadMember[] = await joinAll(join, count, (receiver) => (sender, number) => {
      deliveries += 1;
      if (sender === receiver && number + 1 < messagesEach) members[receiver]?.send(number + 1, number + 2);
      if (deliveries === wanted) resolve();
    });
    await started();
    for (const member of members) member.send(0, 1);
    await promise;
    for (const member of members) member.close();
    return { deliveries };
  };
}

/** One of `count` members sends, `inFlight` messages under way at a time. */
export function oneTalks(count: number, inFlight: number, messages: number): Pattern {
  return async (join, started) => {
    const wanted = count * messages;
    let deliveries = 0;
    let sent = inFlight;
    let due = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    // What one chunk freed is sent as one piece, by either server's member alike.
    const sendDue = () => {
      const to = Math.min(messages, sent + due);
      due = 0;
      if (to > sent) members[0]?.send(sent, to);
      sent = to;
    };
    const members: LoadMember[] = await joinAll(join, count, (receiver) => () => {
      deliveries += 1;
      if (receiver === 0) {
        if (due === 0) queueMicrotask(sendDue);
        due += 1;
      }
      if (deliveries === wanted) resolve();
    });
    await started();
    members[0]?.send(0, inFlight);
    await promise;
    for (const member of members) member.close();
    return { deliveries };
  };
}

/** `count` members take turns to send, `perSecond` messages a second in all, for `seconds`. */
export function steadyTalk(count: number, perSecond: number, seconds: number): Pattern {
  return async (join, started) => {
    const total = perSecond * seconds;
    const sentAt = new Float64Array(total);
    const latencies: number[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const members = await joinAll(join, count, () => (_sender, number) => {
      latencies.push(performance.now() - (sentAt[number] as number));
      if (latencies.length === total * count) resolve();
    });
    await started();
    let sent = 0;
    const begin = performance.now();
    const pump = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - begin) / 1_000) * perSecond) + 1);
      for (; sent < due; sent += 1) {
        sentAt[sent] = performance.now();
        members[sent % count]?.send(sent, sent + 1);
      }
      if (sent === total) clearInterval(pump);
    }, 1_000 / perSecond);
    await promise;
    for (const member of members) member.close();
    return { deliveries: latencies.length, latencies: latencies.sort((one, other) => one - other) };
  };
}
