/** Pictures of the bytes on the wire, in every look, and whether everybody can use them. */
import { connect } from 'node:net';
import { expect, test } from '../support/fixtures.ts';
import { portray } from '../support/gallery.ts';
import { conversation, message, say, sayAccepted, transports } from '../support/window.ts';
import { chunks, frames, openWireOf, recordBytes, wire } from '../support/wire.ts';

/** A frame as a script makes it. */
function frame(header: object): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeInt32LE(json.length);
  return Buffer.concat([length, json]);
}

test('the bytes on the wire: off, of one message, of a busy room, over UDP', async ({ threePeers, picture }) => {
  test.setTimeout(180_000);
  const { host, guest, address } = threePeers;
  const { page } = guest;
  await sayAccepted(host.page, 'What does a message look like on its way?');
  await page.getByRole('button', { name: 'Bytes on the wire', exact: true }).click();
  await expect(wire(page)).toContainText('See what really travels');
  await portray(guest, 'wire-off', picture, ['small']);
  await wire(page).getByRole('button', { name: 'Close the bytes' }).click();

  await recordBytes(page);
  await sayAccepted(page, 'Four bytes of length, then JSON. 你好!');
  await openWireOf(page, 'Four bytes of length');
  await frames(page, 'say').click();
  await expect(wire(page)).toContainText('Copy JSON');
  await portray(guest, 'wire-message', picture, ['small', 'large']);
  const eavesdropper = wire(page).getByRole('button', { name: 'What an eavesdropper sees' });
  await wire(page).getByRole('button', { name: 'Show everything' }).click();
  await eavesdropper.click();
  await chunks(page).last().click();
  await portray(guest, 'wire-eavesdropper', picture, ['small', 'large']);
  await eavesdropper.click();

  for (let i = 0; i < 12; i += 1) await say(host.page, `Several at once (${i})`);
  await expect(message(page, 'Several at once (11)')).toBeVisible();
  await transports(page).udp.click();
  await expect(conversation(page).getByText('You are on UDP datagrams now')).toBeVisible();
  await sayAccepted(page, 'And now over datagrams.');
  await frames(page, 'say').last().click();
  await portray(guest, 'wire-udp', picture, ['small']);

  await recordBytes(host.page);
  await sayAccepted(host.page, 'To everybody in the room');
  await openWireOf(host.page, 'To everybody in the room');
  await frames(host.page, 'event').first().click();
  await portray(host, 'wire-host', picture);

  // A script that sends a frame in three pieces, and three frames in one.
  const script = connect(Number(address.split(':')[1]), '127.0.0.1');
  script.setNoDelay(true);
  const hello = frame({ type: 'hello', v: 1, nick: 'Script', device: '0123456789abcdef'.repeat(2) });
  const seen = chunks(host.page);
  await wire(host.page).getByRole('button', { name: 'Show everything' }).click();
  await wire(host.page).getByRole('radio', { name: 'In', exact: true }).click();
  for (const [from, to] of [
    [0, 3],
    [3, 40],
    [40, hello.length],
  ] as const) {
    const before = await seen.count();
    script.write(hello.subarray(from, to));
    await expect.poll(() => seen.count()).toBeGreaterThan(before);
  }
  await expect(frames(host.page, 'hello')).toHaveCount(1);
  const says = ['hello', 'big', 'pig'].map((text, i) => frame({ type: 'say', id: `s${i}`, text }));
  script.write(Buffer.concat(says));
  await expect(message(host.page, 'pig')).toBeVisible();
  await frames(host.page, 'hello').click();
  await portray(host, 'wire-split', picture, ['large']);
  script.destroy();
});
