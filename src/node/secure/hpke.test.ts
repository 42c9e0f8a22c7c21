import { Aes128Gcm, type Aes256Gcm } from '@hpke/core';
import { describe, expect, it } from 'vitest';
import { hexBytes, hexText } from '../../core/secure/byte-text.ts';
import { type DhPair, newDhPair } from '../../core/secure/secure-crypto.ts';
import { openHpke, sealedSuite } from './hpke.ts';
import { nodeCrypto } from './node-crypto.ts';

const bytes = (hex: string) => hexBytes(hex)?.slice() ?? new Uint8Array(0);
const buffer = (hex: string) => bytes(hex).buffer;

/** RFC 9180, appendix A: the KEM in mode Auth does not depend on the cipher behind it. */
const AUTH_KEM = [
  {
    section: 'A.1.3',
    skRm: 'fdea67cf831f1ca98d8e27b1f6abeb5b7745e9d35348b80fa407ff6958f9137e',
    pkRm: '1632d5c2f71c2b38d0a8fcc359355200caa8b1ffdf28618080466c909cb69b2e',
    pkSm: '8b0c70873dc5aecb7f9ee4e62406a397b350e57012be45cf53b7105ae731790b',
    enc: '23fb952571a14a25e3d678140cd0e5eb47a0961bb18afcf85896e5453c312e76',
    shared: '2d6db4cf719dc7293fcbf3fa64690708e44e2bebc81f84608677958c0d4448a7',
  },
  {
    section: 'A.2.3',
    skRm: '3ca22a6d1cda1bb9480949ec5329d3bf0b080ca4c45879c95eddb55c70b80b82',
    pkRm: '1a478716d63cb2e16786ee93004486dc151e988b34b475043d3e0175bdb01c44',
    pkSm: 'f0f4f9e96c54aeed3f323de8534fffd7e0577e4ce269896716bcb95643c8712b',
    enc: 'f7674cc8cd7baa5872d1f33dbaffe3314239f6197ddf5ded1746760bfc847e0e',
    shared: 'd2d67828c8bc9fa661cf15a31b3ebf1febe0cafef7abfaaca580aaf6d471e3eb',
  },
  {
    section: 'A.7.3',
    skRm: 'ed88cda0e91ca5da64b6ad7fc34a10f096fa92f0b9ceff9d2c55124304ed8b4a',
    pkRm: 'ffd7ac24694cb17939d95feb7c4c6539bb31621deb9b96d715a64abdd9d14b10',
    pkSm: '89eb1feae431159a5250c5186f72a15962c8d0debd20a8389d8b6e4996e14306',
    enc: '5ac1671a55c5c3875a8afe74664aa8bc68830be9ded0c5f633cd96400e8b5c05',
    shared: 'e204156fd17fd65b132d53a0558cd67b7c0d7095ee494b00f47d686eb78f8fb3',
  },
];

describe('the vectors of RFC 9180', () => {
  it.each(AUTH_KEM)('has the shared secret of $section', async ({ skRm, pkRm, pkSm, enc, shared }) => {
    const { kem } = sealedSuite(nodeCrypto);
    const recipientKey = {
      privateKey: await kem.importKey('raw', buffer(skRm), false),
      publicKey: await kem.importKey('raw', buffer(pkRm), true),
    };
    const senderPublicKey = await kem.importKey('raw', buffer(pkSm), true);
    const secret = await kem.decap({ recipientKey, senderPublicKey, enc: buffer(enc) });
    expect(hexText(new Uint8Array(secret))).toBe(shared);
  });

  it('seals as A.1.3 does, with its cipher and its ephemeral key', async () => {
    const cipher: Aes256Gcm = new Aes128Gcm();
    const suite = sealedSuite(nodeCrypto, cipher);
    const key = (hex: string, isPublic: boolean) => suite.kem.importKey('raw', buffer(hex), isPublic);
    const ekm = {
      privateKey: await key('ff4442ef24fbc3c1ff86375b0be1e77e88a0de1e79b30896d73411c5ff4c3518', false),
      publicKey: await key('23fb952571a14a25e3d678140cd0e5eb47a0961bb18afcf85896e5453c312e76', true),
    };
    const senderKey = await key('dc4a146313cce60a278a5323d321f051c5707e9c45ba21a3479fecdf76fc69dd', false);
    const recipientPublicKey = await key('1632d5c2f71c2b38d0a8fcc359355200caa8b1ffdf28618080466c909cb69b2e', true);
    const info = bytes('4f6465206f6e2061204772656369616e2055726e');
    const { enc, ct } = await suite.seal(
      { recipientPublicKey, senderKey, info, ekm },
      bytes('4265617574792069732074727574682c20747275746820626561757479'),
      bytes('436f756e742d30'),
    );
    expect(hexText(new Uint8Array(enc))).toBe('23fb952571a14a25e3d678140cd0e5eb47a0961bb18afcf85896e5453c312e76');
    expect(hexText(new Uint8Array(ct))).toBe(
      '5fd92cc9d46dbf8943e72a07e42f363ed5f721212cd90bcfd072bfd9f44e06b80fd17824947496e21b680c141b',
    );
  });
});

describe('the port', () => {
  const hpke = openHpke(nodeCrypto);
  const [ada, ben, eve] = [newDhPair(nodeCrypto), newDhPair(nodeCrypto), newDhPair(nodeCrypto)];
  const context = { info: bytes('01'), associated: bytes('02') };

  it('opens what was sealed for it, by whom it was sealed', async () => {
    const message = await hpke.seal(ada, ben.publicKey, bytes('cafe'), context);
    expect(message && hexText((await hpke.open(ben, ada.publicKey, message, context)) ?? bytes(''))).toBe('cafe');
  });

  it('takes keys wherever they lie, also in the memory that Node shares among its buffers', async () => {
    const pooled = (key: Uint8Array) => Buffer.concat([Buffer.from('x'), key]).subarray(1);
    const inPool = (pair: DhPair): DhPair => ({
      ...{ privateKey: pooled(pair.privateKey), publicKey: pooled(pair.publicKey) },
      agree: (other) => pair.agree(other),
    });
    const [adaPair, benPair] = [inPool(ada), inPool(ben)];
    const message = await hpke.seal(adaPair, benPair.publicKey, bytes('cafe'), context);
    const opened = message && (await hpke.open(benPair, adaPair.publicKey, message, context));
    expect(hexText(opened ?? bytes(''))).toBe('cafe');
  });

  it('opens nothing for others, by others, in another context, or altered, and throws nothing', async () => {
    const message = (await hpke.seal(ada, ben.publicKey, bytes('cafe'), context)) ?? {
      encapsulated: bytes(''),
      sealed: bytes(''),
    };
    const altered = message.sealed.map((byte, at) => (at === 0 ? byte ^ 1 : byte));
    expect(await hpke.open(eve, ada.publicKey, message, context)).toBeUndefined();
    expect(await hpke.open(ben, eve.publicKey, message, context)).toBeUndefined();
    expect(await hpke.open(ben, ada.publicKey, message, { ...context, info: bytes('ff') })).toBeUndefined();
    expect(await hpke.open(ben, ada.publicKey, message, { ...context, associated: bytes('ff') })).toBeUndefined();
    expect(await hpke.open(ben, ada.publicKey, { ...message, sealed: altered }, context)).toBeUndefined();
    expect(await hpke.open(ben, bytes('00'), message, context)).toBeUndefined();
    expect(
      await hpke.open(ben, ada.publicKey, { encapsulated: bytes(''), sealed: bytes('') }, context),
    ).toBeUndefined();
  });

  it('seals for no key that is none', async () => {
    expect(await hpke.seal(ada, bytes('00'), bytes('cafe'), context)).toBeUndefined();
    expect(await hpke.seal(ada, new Uint8Array(32), bytes('cafe'), context)).toBeUndefined();
  });
});
