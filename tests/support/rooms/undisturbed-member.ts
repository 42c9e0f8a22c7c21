import { expect } from 'vitest';
import type { DatagramWire } from '../network/datagram-wire.ts';

const utf8 = new TextEncoder();

/** A member who talks with the host, whatever else comes in; call the result to see that all of it arrived. */
export function undisturbed(wire: DatagramWire): () => void {
  const { guest, hosted } = wire.connect({ address: '10.0.0.2', port: 50_000 });
  guest.link.send(utf8.encode('up 1 '), wire.now);
  hosted.link.send(utf8.encode('down 1 '), wire.now);
  return () => {
    guest.link.send(utf8.encode('up 2'), wire.now);
    hosted.link.send(utf8.encode('down 2'), wire.now);
    wire.pass(1_000);
    expect([hosted.heard.text(), guest.heard.text()]).toEqual(['up 1 up 2', 'down 1 down 2']);
    expect([hosted.heard.problems, guest.heard.problems]).toEqual([[], []]);
    expect([hosted.link.path, wire.host.links.length >= 1]).toEqual([guest.path, true]);
  };
}
