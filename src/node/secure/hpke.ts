import { Dhkem, KemId, XCurveDhkemPrimitives } from '@hpke/common';
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import type { Hpke } from '../../core/secure/sealed-words/hpke.ts';
import { type DhPair, KEY_SIZE, newDhPair, type SecureCrypto } from '../../core/secure/secure-crypto.ts';

/** The base point of Curve25519 (RFC 7748, section 4.1). */
const BASE_POINT = Uint8Array.of(9, ...new Uint8Array(KEY_SIZE - 1));

/** DHKEM(X25519, HKDF-SHA256) of the library, over the curve of Node's crypto: WebCrypto's is not in every Electron, and pure script takes thirty times as long. */
class X25519Kem extends Dhkem {
  override readonly secretSize = KEY_SIZE;
  override readonly encSize = KEY_SIZE;
  override readonly publicKeySize = KEY_SIZE;
  override readonly privateKeySize = KEY_SIZE;

  constructor(crypto: SecureCrypto) {
    const kdf = new HkdfSha256();
    super(KemId.DhkemX25519HkdfSha256, new XCurveDhkemPrimitives('X25519', KEY_SIZE, curveOf(crypto), kdf), kdf);
  }
}

/** The same bytes in memory of their own: the library takes an array's whole memory for a key, and a slice of Node's buffers shares theirs. */
function alone(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes);
}

function curveOf(crypto: SecureCrypto) {
  const publicKey = (secret: Uint8Array) => alone(crypto.dhPair(alone(secret)).publicKey);
  const agree = (secret: Uint8Array, peer: Uint8Array) => {
    const shared = crypto.dhPair(alone(secret)).agree(peer);
    if (shared === undefined) throw new Error('that public key makes no secret');
    return alone(shared);
  };
  return {
    getPublicKey: publicKey,
    getSharedSecret: agree,
    scalarMultBase: publicKey,
    scalarMult: agree,
    utils: { randomSecretKey: async () => alone(crypto.random(KEY_SIZE)) },
    GuBytes: BASE_POINT,
    lengths: { secretKey: KEY_SIZE, publicKey: KEY_SIZE },
    keygen: () => {
      const { privateKey: secretKey, publicKey: ofIt } = newDhPair(crypto);
      return { secretKey, publicKey: ofIt };
    },
  };
}

/** The suite of sealed words, with another AEAD for the vectors of the RFC, which has none of this very suite. */
export function sealedSuite(crypto: SecureCrypto, aead = new Aes256Gcm()): CipherSuite {
  return new CipherSuite({ kem: new X25519Kem(crypto), kdf: new HkdfSha256(), aead });
}

/** HPKE of the library behind the port of core. */
export function openHpke(crypto: SecureCrypto): Hpke {
  const suite = sealedSuite(crypto);
  const publicKey = (key: Uint8Array) => suite.kem.importKey('raw', alone(key).buffer, true);
  const pair = async ({ privateKey, publicKey: key }: DhPair) => ({
    privateKey: await suite.kem.importKey('raw', alone(privateKey).buffer, false),
    publicKey: await publicKey(key),
  });
  return {
    seal: async (author, recipient, plain, { info, associated }) => {
      try {
        const [senderKey, recipientPublicKey] = await Promise.all([pair(author), publicKey(recipient)]);
        const { enc, ct } = await suite.seal({ recipientPublicKey, senderKey, info }, plain, associated);
        return { encapsulated: new Uint8Array(enc), sealed: new Uint8Array(ct) };
      } catch {
        return undefined;
      }
    },
    open: async (recipient, author, { encapsulated, sealed }, { info, associated }) => {
      try {
        const [recipientKey, senderPublicKey] = await Promise.all([pair(recipient), publicKey(author)]);
        const plain = await suite.open({ recipientKey, senderPublicKey, enc: encapsulated, info }, sealed, associated);
        return new Uint8Array(plain);
      } catch {
        return undefined;
      }
    },
  };
}
