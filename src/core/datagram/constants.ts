/**
 * The numbers of the reliable datagram link, version 1. docs/protocol.md is tested against them. Names with a `K_` in
 * RFC 9002, appendix A.2, carry its section. All integers on the wire are little-endian; times are milliseconds.
 */

/** Every packet begins with these: 0xFF begins neither UTF-8 nor GB18030 text, so that no script's line is taken for one. */
export const MAGIC = [0xff, 0x50, 0x4c] as const;

/** What a packet is, its fourth byte; the high half is the version. */
export const PACKET_TYPE = {
  /** Guest: wants a cookie. */
  initial: 0x11,
  /** Host: here it is; nothing about the guest is kept. */
  cookie: 0x12,
  /** Guest: echoes the cookie, and so proves its address. */
  connect: 0x13,
  /** Host: the link is open. */
  accept: 0x14,
  /** Either: a numbered packet of frames. */
  data: 0x15,
  /** Either: there is no such link (RFC 9000, section 10.3). */
  reset: 0x16,
  /** Anybody: is a room here? */
  ask: 0x17,
  /** Host: this room is here. */
  room: 0x18,
  /** Host: it is to be reached where this comes from. */
  moved: 0x19,
  /** Host: here is a cookie, and the link can be sealed. */
  sealedCookie: 0x1a,
  /** Guest: echoes the cookie, with message 1 of the handshake. */
  sealedConnect: 0x1b,
  /** Host: message 2. */
  sealedAccept: 0x1c,
  /** Guest: message 3. */
  sealedProof: 0x1d,
  /** Either: a numbered packet whose frames are sealed. */
  sealed: 0x1e,
  /** Host: there is no such link, and here is what shows that it is the host who says so. */
  sealedReset: 0x1f,
} as const;

/** Where the fields of a packet stand, and how long they are. */
export const CHECKSUM_AT = 4;
/** Id by which the receiver finds the link: two unsigned 32-bit halves. */
export const ID_AT = 8;
export const NUMBER_AT = 16;
export const FRAMES_AT = 20;
/** In `cookie` and `connect`: when the cookie was made, and the cookie. */
export const COOKIE_TIME_AT = 16;
export const COOKIE_AT = 20;
export const COOKIE_SIZE = 16;
/** In `accept`: the host's id of the link. */
export const HOST_ID_AT = 16;
/** In `connect` and `accept`: bytes of the stream that the sender takes at first. */
export const CONNECT_WINDOW_AT = COOKIE_AT + COOKIE_SIZE;
export const ACCEPT_WINDOW_AT = 24;

/** Lengths of whole packets. `initial` is filled up, so that its answer is shorter than what was asked with. */
export const INITIAL_SIZE = 64;
export const COOKIE_PACKET_SIZE = COOKIE_AT + COOKIE_SIZE;
export const CONNECT_SIZE = CONNECT_WINDOW_AT + 4;
export const ACCEPT_SIZE = ACCEPT_WINDOW_AT + 4;
export const RESET_SIZE = 16;
/** Longer than a `reset`, so that none can be taken for the other. */
export const MOVED_SIZE = 20;
/** `ask` is filled up, so that no answer is longer than what was asked with. */
export const ASK_SIZE = 1_000;
/** In `room`: where its JSON begins; the whole packet is no longer than an `ask`. */
export const ADVERT_AT = 16;

/** No packet is longer: it fits into IPv6's smallest MTU of 1,280 bytes with headers to spare (RFC 9000, section 14). */
export const PACKET_SIZE = 1_200;
/** Where packets of that size vanish, this one goes through: IPv4's smallest datagram that every host takes (RFC 791). */
export const SMALL_PACKET_SIZE = 508;

/** What a frame inside a `data` packet is, its first byte. */
export const FRAME = {
  /** u32 largest, u16 delay, u8 ranges, u16 first range, then per range u16 gap, u16 range. */
  ack: 0x01,
  /** u48 offset, u16 length, bytes. */
  stream: 0x02,
  /** The same, and the stream ends with it. */
  streamEnd: 0x03,
  /** u48: the stream may go on up to here. */
  maxData: 0x04,
  /** u16 length, bytes: whole frames of the chat that may get lost. */
  ephemeral: 0x05,
  ping: 0x06,
  /** 8 bytes, to be sent back from where they arrived (RFC 9000, section 8.2). */
  pathChallenge: 0x07,
  pathResponse: 0x08,
  /** u8 reason; the link is over at once. */
  close: 0x09,
  /** 16 bytes, with which the host will say that it does not know the link any more; on a sealed link only. */
  resetToken: 0x0a,
} as const;

/** Bytes of a stream frame before its bytes. */
export const STREAM_HEAD = 9;
/** Bytes of an ephemeral frame before its bytes. */
export const EPHEMERAL_HEAD = 3;

/** Why a link was closed at once; the byte of a `close` frame. */
export const CLOSE_REASON = { done: 0, violation: 1, replaced: 2 } as const;

/** The unit of an ack's delay. */
export const ACK_DELAY_UNIT_MS = 1 / 16;
/** Ranges in one ack, and ranges of numbers that a receiver remembers. */
export const ACK_RANGES_MOST = 32;
/** Numbers further ahead than this are nobody's: more can't be under way (RFC 9002 has no such bound). */
export const NUMBER_AHEAD_MOST = 131_072;
/** Packet numbers are never used twice, so the link is over before they run out. */
export const NUMBER_MOST = 0xffff_0000;

/** Packets that may be overtaken before one counts as lost: kPacketThreshold (RFC 9002, section 6.1.1). */
export const PACKET_THRESHOLD = 3;
/** Share of a round trip after which an overtaken packet counts as lost: kTimeThreshold (section 6.1.2). */
export const TIME_THRESHOLD = 9 / 8;
/** Timers are no finer: kGranularity (section 6.1.2). */
export const GRANULARITY_MS = 1;
/** Before the first sample; kInitialRtt is 333 ms (section 6.2.2), but a local network answers sooner. */
export const INITIAL_RTT_MS = 100;
/** No sample of the round trip is longer: whoever answers later was asleep (RFC 9002 knows of no sleep). */
export const RTT_MOST_MS = 2_000;
/** A probe timeout doubles with each probe, but never beyond this, so that a network that heals is noticed. */
export const PROBE_TIMEOUT_MOST_MS = 1_000;
/** Where the estimate itself is longer, because of one late ack perhaps, a probe waits no longer than this. */
export const PROBE_TIMEOUT_LONGEST_MS = 3_000;
/** kPersistentCongestionThreshold (section 7.6.1). */
export const PERSISTENT_CONGESTION_THRESHOLD = 3;
/** kLossReductionFactor (section 7.3.2). */
export const LOSS_REDUCTION = 0.5;
/** kInitialWindow: ten packets (section 7.2). */
export const INITIAL_WINDOW_PACKETS = 10;
/** kMinimumWindow: two packets (section 7.2). */
export const MINIMUM_WINDOW_PACKETS = 2;
/** Pacing is this much faster than the window per round trip, so that it never is the bottleneck (section 7.7). */
export const PACING_GAIN = 1.25;
/** Probes without an answer after which packets are made smaller, as large ones may vanish (RFC 8899, section 4.3). */
export const BLACK_HOLE_PROBES = 3;
/** The same for losses, one after the other, of large packets while none as long arrived. */
export const BLACK_HOLE_LOSSES = 3;

/** An ack waits this long for company: max_ack_delay (RFC 9000, section 18.2). */
export const MAX_ACK_DELAY_MS = 25;
/** Packets after which an ack waits no longer (section 13.2.2), and the same while nothing got lost for a while. */
export const ACK_EVERY = 2;
export const ACK_EVERY_WHEN_CALM = 10;
/** So many packets in a row without a gap make it calm. */
export const CALM_PACKETS = 64;

/** One packet number in so many is skipped: an ack for it shows a peer that acks what it never got (section 21.4). */
export const SKIP_BETWEEN = [256, 1_024] as const;

/** Whoever dialled sends a ping after this silence of its own: a NAT forgets a quiet flow after 30 s (section 10.1.2). */
export const KEEP_ALIVE_MS = 10_000;
/** A link that heard nothing for so long is over (section 10.1). */
export const IDLE_TIMEOUT_MS = 30_000;
/** Probes in a row that nothing was acked of, nearly all of which wait a second, after which a link is over though it speaks. */
export const PROBES_MOST = 30;
/** An end that heard nothing for so long since the network said that nobody is there is over; anybody can forge what it says. */
export const DOUBT_MS = 2_000;
/** A closed link may take so long to get rid of its last bytes. */
export const LINGER_MS = 2_000;

/** How long after the one before it each try of the handshake goes out, and when it is given up. */
export const HANDSHAKE_TRIES_MS = [200, 300, 450, 650, 900, 1_200, 1_800] as const;
/** A cookie is good for so long, and so many cookies are made a second. */
export const COOKIE_LIFE_MS = 10_000;
export const COOKIES_PER_SECOND = 10_000;

/** A challenge is sent again after so long, and so often before the new address is given up (section 8.2.4). */
export const CHALLENGE_MS = 300;
export const CHALLENGES_MOST = 5;
/** To an address that is not validated at most this times what came from it is sent (section 8.1). */
export const AMPLIFICATION = 3;

/** Bytes of the stream that a receiver takes ahead of what it delivered. */
export const RECEIVE_WINDOW = 1_048_576;
/** Pieces out of order that a receiver keeps: a window's worth of whole packets, and some. */
export const PIECES_MOST = 2_048;

/** Bytes out of order that all links of a host keep together, and what they cost; each may keep 65,536 in any case. */
export const HELD_IN_ALL = 67_108_864;

/** What a block of the stream is, its first byte; its length follows as a u16. */
export const BLOCK = {
  /** The bytes themselves. */
  plain: 0,
  /** u16 length before packing, then a block of LZ4. */
  packed: 1,
} as const;
/** Bytes of a block before its content. */
export const BLOCK_HEAD = 3;
/** Most bytes in one block, before packing. */
export const BLOCK_MOST = 32_768;
