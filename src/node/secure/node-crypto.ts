import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import {
  type Aead,
  type DhPair,
  KEY_SIZE,
  type SecureCrypto,
  SIGNATURE_SIZE,
  type SigningPair,
  TAG_SIZE,
} from '../../core/secure/secure-crypto.ts';
import { giveBackMemory, SMALL_ARRAY } from './give-back-memory.ts';

/**
 * Node's own crypto behind the port of core: OpenSSL in Node, BoringSSL in Electron. It keeps to what both have: keys go in and out
 * in DER (RFC 8410), and pairs are made of random bytes, because `generateKeyPair` of these curves was missing in some Electrons.
 */
const PRIVATE_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PRIVATE_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_X25519 = Buffer.from('302a300506032b656e032100', 'hex');
const PUBLIC_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

const CIPHER = 'aes-256-gcm';
const TAG_LENGTH = { authTagLength: TAG_SIZE };

export const nodeCrypto: SecureCrypto = {
  memory: (size) => bytesOf(Buffer.allocUnsafe(size)),
  random: (size) => bytesOf(randomBytes(size)),
  sha256: (...parts) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return bytesOf(hash.digest());
  },
  hmac: (key, ...parts) => {
    // Node looks at bytes several times longer than at a key that it made of them.
    const mac = createHmac('sha256', createSecretKey(key));
    for (const part of parts) mac.update(part);
    return bytesOf(mac.digest());
  },
  dhPair,
  signingPair,
  verify: (publicKey, message, signature) => {
    if (publicKey.length !== KEY_SIZE || signature.length !== SIGNATURE_SIZE) return false;
    try {
      return verify(null, message, publicKeyOf(PUBLIC_ED25519, publicKey), signature);
    } catch {
      // Not every 32 bytes are a point of the curve.
      return false;
    }
  },
  aead,
};

function dhPair(privateKey: Uint8Array): DhPair {
  const key = privateKeyOf(PRIVATE_X25519, privateKey);
  return {
    publicKey: rawPublicKey(key),
    privateKey,
    agree: (publicKey) => {
      if (publicKey.length !== KEY_SIZE) return undefined;
      try {
        const shared = diffieHellman({ privateKey: key, publicKey: publicKeyOf(PUBLIC_X25519, publicKey) });
        return shared.some((byte) => byte !== 0) ? bytesOf(shared) : undefined;
      } catch {
        // OpenSSL and BoringSSL refuse by themselves what gives nothing but zeros.
        return undefined;
      }
    },
  };
}

function signingPair(seed: Uint8Array): SigningPair {
  const key = privateKeyOf(PRIVATE_ED25519, seed);
  return { publicKey: rawPublicKey(key), sign: (message) => bytesOf(sign(null, message, key)) };
}

function aead(key: Uint8Array): Aead {
  const secret = createSecretKey(key);
  return {
    seal: (nonce, associated, pieces, into, at) => {
      const cipher = createCipheriv(CIPHER, secret, nonce, TAG_LENGTH);
      if (associated) cipher.setAAD(associated);
      let end = at;
      for (const piece of pieces) {
        const sealed = cipher.update(piece);
        into.set(sealed, end);
        giveBackMemory(sealed);
        end += piece.length;
      }
      cipher.final();
      into.set(cipher.getAuthTag(), end);
      return end + TAG_SIZE - at;
    },
    open: (nonce, associated, sealed) => {
      const end = sealed.length - TAG_SIZE;
      if (end < 0) return undefined;
      const decipher = createDecipheriv(CIPHER, secret, nonce, TAG_LENGTH);
      if (associated) decipher.setAAD(associated);
      decipher.setAuthTag(sealed.subarray(end));
      const plain = decipher.update(sealed.subarray(0, end));
      try {
        decipher.final();
      } catch {
        return undefined;
      }
      return bytesOf(plain);
    },
  };
}

function privateKeyOf(prefix: Buffer, key: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([prefix, key]), format: 'der', type: 'pkcs8' });
}

function publicKeyOf(prefix: Buffer, key: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([prefix, key]), format: 'der', type: 'spki' });
}

function rawPublicKey(key: KeyObject): Uint8Array {
  return bytesOf(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-KEY_SIZE));
}

/** A plain array of bytes in place of Node's own kind, which core knows nothing of and which compares as another. Keys are copied, to lie where V8's objects do. */
function bytesOf(buffer: Buffer): Uint8Array {
  return buffer.length <= SMALL_ARRAY
    ? new Uint8Array(buffer)
    : new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
