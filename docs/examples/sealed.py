"""A sealed peer: python3 sealed.py [HOST [PORT [FINGERPRINT]]] says what you type and prints what is said.
It needs python3-cryptography. docs/protocol.md, "Sealed links", says every byte. FINGERPRINT is the room's, as invites
carry it: a host that shows another room's key is not spoken to."""
import hashlib, hmac, json, os, socket, struct, sys, threading, time, uuid
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PLAIN_MOST, REKEY_RECORDS, REKEY_BYTES = 65_519, 65_536, 1_073_741_824

def sha256(*parts):
    return hashlib.sha256(b''.join(parts)).digest()

def expand(chaining_key, material):
    t = hmac.digest(chaining_key, material, 'sha256')
    first = hmac.digest(t, b'\x01', 'sha256')
    return first, hmac.digest(t, first + b'\x02', 'sha256')

def nonce(n):
    return bytes(4) + n.to_bytes(8, 'big')

def public(key):
    return key.public_key().public_bytes_raw()

def verify(key, signed, text):
    Ed25519PublicKey.from_public_bytes(key).verify(signed[96:], text + signed[:96])

class Identity:
    """This device's keys, new each time. Keep them, and the device of each room, to be the same person tomorrow."""
    def __init__(self):
        self.sign, self.noise = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
        keys = public(self.sign) + public(self.noise) + public(X25519PrivateKey.generate())
        self.card = keys + self.sign.sign(b'partyline card 1' + keys)

class Handshake:
    """The guest's end of Noise_XX_25519_AESGCM_SHA256."""
    def __init__(self, identity, prologue=b'Partyline noise 1'):
        self.me, self.new, self.k, self.n = identity, X25519PrivateKey.generate(), None, 0
        self.h = self.ck = b'Noise_XX_25519_AESGCM_SHA256' + bytes(4)
        self.hash(prologue)
        self.shown = identity.card + os.urandom(32)
    def hash(self, data):
        self.h = sha256(self.h, data)
    def secret(self, mine, theirs):  # raises ValueError where the result is zeros alone
        self.ck, self.k = expand(self.ck, mine.exchange(X25519PublicKey.from_public_bytes(theirs)))
        self.n = 0
    def seal(self, plain):
        sealed = AESGCM(self.k).encrypt(nonce(self.n), plain, self.h) if self.k else plain
        self.hash(sealed)
        self.n += 1
        return sealed
    def open(self, sealed):
        plain = AESGCM(self.k).decrypt(nonce(self.n), sealed, self.h)
        self.hash(sealed)
        self.n += 1
        return plain
    def message1(self):
        self.hash(public(self.new))
        return public(self.new) + self.seal(sha256(b'partyline commitment 1', self.shown))
    def read2(self, message, fingerprint):
        self.hash(theirs := message[:32])
        self.theirs = theirs
        self.secret(self.new, self.theirs)
        noise_key = self.open(message[32:80])
        self.secret(self.new, noise_key)
        payload = self.open(message[80:])
        card, certificate = payload[:160], payload[160:320]
        room = certificate[16:48]
        verify(card[:32], card, b'partyline card 1')
        verify(room, certificate, b'partyline certificate 1')
        since, until = struct.unpack('<QQ', certificate[80:96])
        is_host = card[32:64] == noise_key and certificate[48:80] == card[:32] and theirs != public(self.new)
        if not is_host or not since <= time.time() * 1000 < until:
            raise InvalidSignature
        if fingerprint and sha256(room).hex()[:32] != fingerprint:
            raise SystemExit('this is another room')
    def message3(self):
        self.code = sha256(b'partyline code 1', self.h, self.shown)
        sealed = self.seal(public(self.me.noise))
        self.secret(self.me.noise, self.theirs)
        return sealed + self.seal(self.shown)

class Direction:
    """The records of one direction."""
    def __init__(self, key):
        self.key, self.n, self.records, self.bytes = key, 0, 0, 0
    def turn(self, work, data, plain_length):
        result = work(AESGCM(self.key), nonce(self.n), data, None)
        self.n, self.records, self.bytes = self.n + 1, self.records + 1, self.bytes + plain_length
        if self.records >= REKEY_RECORDS or self.bytes >= REKEY_BYTES:
            self.key = AESGCM(self.key).encrypt(bytes(4) + b'\xff' * 8, bytes(32), None)[:32]
            self.records = self.bytes = 0
        return result
    def seal(self, data):
        pieces = [data[at:at + PLAIN_MOST] for at in range(0, len(data), PLAIN_MOST)]
        return b''.join(struct.pack('<H', len(piece) + 16) + self.turn(AESGCM.encrypt, piece, len(piece)) for piece in pieces)
    def open(self, sealed):
        return self.turn(AESGCM.decrypt, sealed, len(sealed) - 16)

def frame(body=b'', **header):
    data = json.dumps({**header, 'total_size': len(body)} if body else header).encode()
    return struct.pack('<i', len(data)) + data + body

def read_frame(read):
    header = json.loads(read(struct.unpack('<i', read(4))[0]))
    return header, read(header.get('total_size') or 0)

def main(host='127.0.0.1', port='8888', fingerprint=''):
    sock = socket.create_connection((host, int(port)))
    stream, shake, held = sock.makefile('rb'), Handshake(Identity()), bytearray()
    sock.sendall(frame(shake.message1(), type='noise') + frame(type='ping', t=0))
    while (answer := read_frame(stream.read))[0]['type'] == 'waiting':
        pass
    header, body = answer
    if header['type'] != 'noise':
        raise SystemExit(f'the host does not seal: {header}')
    shake.read2(body, fingerprint)
    sock.sendall(frame(shake.message3(), type='noise'))
    out, into = (Direction(key) for key in expand(shake.ck, b''))

    def read(size):
        while len(held) < size:
            length = stream.read(2)
            if len(length) < 2:
                raise SystemExit('cut off' if held or length else 0)
            held.extend(into.open(stream.read(struct.unpack('<H', length)[0])))
        data, held[:size] = bytes(held[:size]), b''
        return data

    def say():
        for number, line in enumerate(sys.stdin):
            sock.sendall(out.seal(frame(type='say', id=str(number), text=line.rstrip('\n'))))

    sock.sendall(out.seal(frame(type='hello', v=1, nick='Monty', device=uuid.uuid4().hex)))
    print('sealed, code', shake.code.hex()[:11], flush=True)
    threading.Thread(target=say, daemon=True).start()
    while True:
        header, _ = read_frame(read)
        if header['type'] == 'event' and header['kind'] == 'message':
            print(f"{header['nick']}: {header['text']}", flush=True)
        elif header['type'] in ('error', 'bye'):
            raise SystemExit(header.get('code', 0))

if __name__ == '__main__':
    try:
        main(*sys.argv[1:])
    except (InvalidTag, InvalidSignature, ValueError, struct.error) as error:
        raise SystemExit(f'not what it should be: {error!r}')
