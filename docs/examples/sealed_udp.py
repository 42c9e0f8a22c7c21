"""A sealed peer over UDP: python3 sealed_udp.py [HOST [PORT [FINGERPRINT]]] says what you type and prints what is said.
It needs python3-cryptography, and sealed.py beside it. docs/protocol.md, "Sealed datagram links", says every byte. It shows
the packets: it acks what comes, but sends nothing again, so it is for a network that loses nothing."""
import json, os, select, socket, struct, sys, time, uuid
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sealed import Handshake, Identity, expand, frame, nonce

INITIAL, COOKIE, CONNECT, ACCEPT, PROOF, SEALED = 0x11, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e
MAGIC, MASK = b'\xffPL', 0xffffffff

def checksum(packet):
    h = 0x504c3100 ^ len(packet)
    end = len(packet) & ~3
    words = struct.unpack_from(f'<{end // 4}I', packet)
    for word in (words[0], *words[2:], *packet[end:]):
        h = ((h ^ word) * 0x9e3779b1) & MASK
        h ^= h >> 15
    return h

def packet(kind, link, rest):
    bare = MAGIC + bytes([kind]) + bytes(4) + link + rest
    return bare[:4] + struct.pack('<I', checksum(bare)) + bare[8:]

def ask(sock, question, kind, link):
    """Sends a packet until one of this kind answers it."""
    for wait in (.2, .3, .45, .65, .9, 1.2, 1.8):
        sock.send(question)
        until = time.monotonic() + wait
        while select.select([sock], [], [], max(0, until - time.monotonic()))[0]:
            answer = sock.recv(2048)
            if answer[:4] == MAGIC + bytes([kind]) and answer[8:16] == link:
                return answer
    raise SystemExit('no answer')

def unpack(block):
    """A block of LZ4, behind the length that it had."""
    out, at = bytearray(), 2
    def more(length):
        nonlocal at
        while length >= 15 and (length - 15) % 255 == 0:
            length, at = length + block[at], at + 1
            if block[at - 1] < 255:
                break
        return length
    while at < len(block):
        token, at = block[at], at + 1
        literals = more(token >> 4)
        out += block[at:at + literals]
        at += literals + 2
        if at <= len(block):
            back = int.from_bytes(block[at - 2:at], 'little')
            for _ in range(more(token & 15) + 4):
                out.append(out[-back])
    return bytes(out)

class Key:
    """The keys of one direction, by epoch."""
    def __init__(self, key):
        self.keys = [key]
    def of(self, number):
        while len(self.keys) <= number >> 20:
            self.keys.append(AESGCM(self.keys[-1]).encrypt(bytes(4) + b'\xff' * 8, bytes(32), None)[:32])
        return AESGCM(self.keys[number >> 20])

class Link:
    def __init__(self, sock, fingerprint):
        self.sock, self.id, self.number, self.sent = sock, os.urandom(8), 0, 0
        shake = Handshake(Identity(), b'Partyline noise 1 datagrams' + self.id)
        cookie = ask(sock, packet(INITIAL, self.id, b'\x01' + bytes(47)), COOKIE, self.id)
        connect = cookie[16:36] + shake.message1()
        accept = ask(sock, packet(CONNECT, self.id, connect.ljust(484, b'\x00')), ACCEPT, self.id)
        self.host = accept[16:24]
        shake.read2(accept[24:], fingerprint)
        self.proof = packet(PROOF, self.host, shake.message3())
        self.out, self.into = (Key(key) for key in expand(shake.ck, b''))
        sock.send(self.proof)
        self.seen, self.pieces, self.delivered, self.stream = set(), {}, 0, b''
    def seal(self, frames):
        head = MAGIC + bytes([SEALED]) + struct.pack('<I', self.number) + self.host
        self.sock.send(head + self.out.of(self.number).encrypt(nonce(self.number), frames, head))
        self.number += 1
    def say(self, data):
        block = b'\x00' + struct.pack('<H', len(data)) + data
        self.seal(b'\x02' + self.sent.to_bytes(6, 'little') + struct.pack('<H', len(block)) + block)
        self.sent += len(block)
    def read(self):
        """Takes a packet, acks it, and gives the next bytes of the stream."""
        data = self.sock.recv(2048)
        number = struct.unpack_from('<I', data, 4)[0]
        if data[:4] != MAGIC + bytes([SEALED]) or data[8:16] != self.id or number in self.seen:
            return b''
        frames = self.into.of(number).decrypt(nonce(number), data[16:], data[:16])
        self.seen.add(number)
        at = 0
        while at < len(frames):
            kind = frames[at]
            if kind == 1:
                at += 10 + 4 * frames[at + 7]
            elif kind in (2, 3):
                offset, length = int.from_bytes(frames[at + 1:at + 7], 'little'), struct.unpack_from('<H', frames, at + 7)[0]
                self.pieces[offset] = frames[at + 9:at + 9 + length]
                at += 9 + length
            else:
                at += {4: 7, 5: 3 + int.from_bytes(frames[at + 1:at + 3], 'little'), 6: 1, 7: 9, 8: 9, 9: 2, 10: 17}[kind]
        if frames[0] != 1 or len(frames) > 10 + 4 * frames[7]:
            first = number
            while first - 1 in self.seen:
                first -= 1
            self.seal(b'\x01' + struct.pack('<IHBH', number, 0, 0, min(number - first, 65535)))
        new = b''
        for offset, piece in sorted(self.pieces.items()):
            if offset <= self.delivered < offset + len(piece):
                new += piece[self.delivered - offset:]
                self.delivered = offset + len(piece)
        self.pieces = {offset: piece for offset, piece in self.pieces.items() if offset > self.delivered}
        return new

def main(host='127.0.0.1', port='8888', fingerprint=''):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.connect((host, int(port)))
    link, blocks, held, number = Link(sock, fingerprint), b'', bytearray(), 0
    link.say(frame(type='hello', v=1, nick='Monty', device=uuid.uuid4().hex))
    print('sealed', flush=True)
    while True:
        ready = select.select([sock, sys.stdin], [], [], 10)[0]
        if not ready:
            link.seal(b'\x06')  # a ping keeps the link alive
        if sys.stdin in ready and (line := sys.stdin.readline()):
            number += 1
            link.say(frame(type='say', id=str(number), text=line.rstrip('\n')))
        if sock not in ready:
            continue
        blocks += link.read()
        while len(blocks) >= 3 and len(blocks) >= 3 + (length := struct.unpack_from('<H', blocks, 1)[0]):
            held += unpack(blocks[3:3 + length]) if blocks[0] == 1 else blocks[3:3 + length]
            blocks = blocks[3 + length:]
        while len(held) >= 4 and len(held) >= 4 + (length := struct.unpack_from('<i', held)[0]):
            header = json.loads(held[4:4 + length])
            if len(held) < (end := 4 + length + (header.get('total_size') or 0)):
                break
            del held[:end]
            if header['type'] == 'event' and header['kind'] == 'message':
                print(f"{header['nick']}: {header['text']}", flush=True)
            elif header['type'] in ('error', 'bye'):
                raise SystemExit(header.get('code', 0))

if __name__ == '__main__':
    try:
        main(*sys.argv[1:])
    except InvalidTag as error:
        raise SystemExit(f'not what it should be: {error!r}')
