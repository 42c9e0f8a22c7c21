/** Flags of a TCP segment (RFC 9293, section 3.1). */
export const SYN = 0x02;
export const PSH = 0x08;
export const ACK = 0x10;

const TCP_SIZE = 20;
const UDP_SIZE = 8;
const WINDOW = 65_535;
const U32 = 0x1_0000_0000;

export interface TcpHead {
  readonly from: number;
  readonly to: number;
  /** Taken modulo 2 to the power of 32. */
  readonly sequence: number;
  readonly acknowledged: number;
  readonly flags: number;
}

/** A TCP segment without its checksum. */
export function tcpSegment({ from, to, sequence, acknowledged, flags }: TcpHead, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(TCP_SIZE + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, from);
  view.setUint16(2, to);
  view.setUint32(4, sequence % U32);
  view.setUint32(8, acknowledged % U32);
  view.setUint8(12, (TCP_SIZE / 4) << 4);
  view.setUint8(13, flags);
  view.setUint16(14, WINDOW);
  bytes.set(payload, TCP_SIZE);
  return bytes;
}

/** A UDP datagram without its checksum (RFC 768). */
export function udpDatagram(from: number, to: number, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(UDP_SIZE + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, from);
  view.setUint16(2, to);
  view.setUint16(4, bytes.length);
  bytes.set(payload, UDP_SIZE);
  return bytes;
}
