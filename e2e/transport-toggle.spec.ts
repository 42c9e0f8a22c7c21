/** The toggle in the header: a live session changes its transport, and nothing is lost, doubled or out of order. */
import { expect, test } from './support/fixtures.ts';
import { hostRoom, joinRoom } from './support/room.ts';
import {
  conversation,
  joinByForm,
  members,
  message,
  roomTitle,
  say,
  sayAccepted,
  transports,
  wholeConversation,
} from './support/window.ts';

const LINES = 100;
const ON_UDP = 'You are on UDP datagrams now';
const ON_TCP = 'You are on TCP stream now';

test('one toggles while the other says a hundred lines, and a third is on UDP from the start', async ({
  launchApp,
}) => {
  test.slow();
  const { peer: ada, address } = await hostRoom(launchApp, 'Ada');
  const ben = await joinRoom(launchApp, address, 'Ben');
  const cleo = await launchApp({ args: ['--nick=Cleo'] });
  await joinByForm(cleo.page, address, 'udp');
  await expect(roomTitle(cleo.page, 'Studio')).toBeVisible();
  await expect(transports(cleo.page).udp).toBeChecked();
  await expect(members(ada.page)).toHaveCount(3);

  const { tcp, udp } = transports(ben.page);
  const lines = Array.from({ length: LINES }, (_, index) => `line ${index + 1}`);
  const pasted = lines.map((line) => `pasted ${line}`).join('\n');
  const speak = async () => {
    await say(ada.page, pasted);
    for (const line of lines) await say(ada.page, line);
  };
  let said = false;
  const speaking = speak().finally(() => {
    said = true;
  });
  let moves = 0;
  while (!said || moves < 4) {
    const next = moves % 2 === 0 ? udp : tcp;
    await next.click();
    await expect(next).toBeChecked();
    moves += 1;
    await say(ben.page, `move ${moves}`);
  }
  await speaking;
  await sayAccepted(cleo.page, 'that was all');

  for (const { page } of [ada, ben, cleo]) {
    await expect(message(page, 'that was all')).toBeVisible();
    const texts = await wholeConversation(page);
    expect(texts.filter((text) => text.startsWith('line '))).toEqual(lines);
    expect(texts.filter((text) => text.startsWith('pasted '))).toEqual([pasted]);
    expect(texts.filter((text) => text.startsWith('move '))).toHaveLength(moves);
  }
  const changes = (await wholeConversation(ben.page)).filter((text) => text.startsWith('You are on'));
  expect(changes).toEqual(Array.from({ length: moves }, (_, index) => (index % 2 === 0 ? ON_UDP : ON_TCP)));
});

test('a line says from where on the messages travel otherwise, to the one who moved alone', async ({ twoPeers }) => {
  const { host, guest } = twoPeers;
  await sayAccepted(guest.page, 'over TCP');
  const { tcp, udp } = transports(guest.page);
  await udp.focus();
  await guest.page.keyboard.press('Enter');
  await expect(conversation(guest.page).getByText(ON_UDP)).toBeVisible();
  await expect(udp).toBeChecked();
  await sayAccepted(guest.page, 'over UDP');
  await sayAccepted(host.page, 'I hear you');
  await expect(message(guest.page, 'I hear you')).toBeVisible();
  await tcp.click();
  await expect(conversation(guest.page).getByText(ON_TCP)).toBeVisible();

  const all = await wholeConversation(guest.page);
  expect(all.slice(-5)).toEqual(['over TCP', ON_UDP, 'over UDP', 'I hear you', ON_TCP]);
  await expect(conversation(host.page).getByText('You are on')).toHaveCount(0);
  await expect(members(host.page)).toHaveCount(2);
});

test('who hosts is in the room without a network, and the toggle says so', async ({ launchApp }) => {
  const { page } = (await hostRoom(launchApp, 'Ada')).peer;
  const { tcp, udp } = transports(page);
  for (const choice of [tcp, udp]) {
    await expect(choice).toHaveAttribute('aria-disabled', 'true');
    await expect(choice).not.toBeChecked();
  }
  await udp.hover();
  await expect(page.getByRole('tooltip')).toContainText('this window is in it directly, without a network');
  await udp.click({ force: true });
  await expect(udp).not.toBeChecked();
  await sayAccepted(page, 'all the same');
});

test('the choice is remembered for the room after leaving it, and after a restart', async ({ launchApp }) => {
  const { address } = await hostRoom(launchApp, 'Ada');
  const start = { dataDir: 'ben', args: ['--nick=Ben'] };
  const first = await launchApp(start);
  const recent = (page: typeof first.page) => page.getByRole('button', { name: `Join Studio at ${address}` });
  await joinByForm(first.page, address);
  await transports(first.page).udp.click();
  await expect(conversation(first.page).getByText(ON_UDP)).toBeVisible();
  await first.page.getByRole('button', { name: 'Leave room' }).click();
  await expect(recent(first.page)).toContainText('UDP');
  await first.close();

  const again = await launchApp(start);
  await again.page.getByRole('textbox', { name: 'Address' }).fill(address);
  await expect(transports(again.page).udp).toBeChecked();
  await recent(again.page).click();
  await expect(roomTitle(again.page, 'Studio')).toBeVisible();
  await expect(transports(again.page).udp).toBeChecked();
  await sayAccepted(again.page, 'still over UDP');
  await transports(again.page).tcp.click();
  await expect(conversation(again.page).getByText(ON_TCP)).toBeVisible();
  await again.page.getByRole('button', { name: 'Leave room' }).click();
  await expect(recent(again.page)).not.toContainText('UDP');
});
