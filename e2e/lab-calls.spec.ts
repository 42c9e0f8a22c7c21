/** The practice lab as the window calls it, below its screens: bytes cross as bytes, and a reload finds everything. */
import { expect, test } from './support/fixtures.ts';

test('servers and clients outlive the page, with the bytes that travelled', async ({ launchApp }) => {
  const { page } = await launchApp();
  const sent = await page.evaluate(async () => {
    const { partyline } = window;
    const pushes: string[] = [];
    partyline.onPush((batch) => pushes.push(...batch.map(({ kind }) => kind)));
    const server = await partyline.invoke('lab:open-server', {
      habit: 'upper',
      transport: 'tcp',
      bind: '127.0.0.1',
      port: 0,
    });
    if (!server.ok) throw new Error(server.problem.text);
    const address = `127.0.0.1:${server.value.port}`;
    const client = await partyline.invoke('lab:open-client', {
      transport: 'tcp',
      target: { kind: 'address', address },
    });
    if (!client.ok) throw new Error(client.problem.text);
    const pieces = [{ text: '乤a', encoding: 'gbk', ending: 'none' } as const];
    await partyline.invoke('lab:send', { id: client.value.id, pieces });
    return { server: server.value.id, client: client.value.id, pushes: await firstTraffic() };

    async function firstTraffic(): Promise<readonly string[]> {
      while (!pushes.includes('lab-traffic')) await new Promise(requestAnimationFrame);
      return pushes;
    }
  });
  expect(sent.pushes).toEqual(expect.arrayContaining(['lab-server', 'lab-client', 'lab-traffic']));

  await page.reload();
  const found = () =>
    page.evaluate(async (id) => {
      const { servers, clients } = await window.partyline.invoke('lab:state', undefined);
      const { chunks } = await window.partyline.invoke('lab:traffic', { id });
      const bytes = chunks.map((chunk) => (chunk.bytes instanceof Uint8Array ? [...chunk.bytes] : chunk.bytes));
      return { servers: servers.map((one) => one.id), clients: clients.map((one) => one.state), bytes };
    }, sent.client);
  await expect.poll(found).toEqual({
    servers: [sent.server],
    clients: ['open'],
    bytes: [
      [0x81, 0x61, 0x61],
      [0x81, 0x61, 0x41],
    ],
  });
});
