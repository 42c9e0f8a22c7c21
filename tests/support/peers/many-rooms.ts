/** Announces so many rooms from one process, and prints `announced` once all of them are: `node many-rooms.ts COUNT`. */
import { DiscoveryService } from '../../../src/node/discovery/discovery-service.ts';
import { listenUdp } from '../../../src/node/net/udp-listener.ts';

const count = Number(process.argv[2]);
const discovery = new DiscoveryService();
for (let i = 0; i < count; i += 1) {
  const opened = await listenUdp(
    { port: 0, address: '::' },
    { accept: () => {}, asked: (question, from) => announcement.asked(question, from) },
  );
  if (!opened.ok) throw new Error(opened.problem.text);
  const udp = opened.value;
  const id = i.toString(16).padStart(32, '0');
  const announcement = discovery.announce({
    bound: udp.address,
    advert: () => ({ id, name: `Room ${i}`, host: 'Hal', members: 1, lock: 'open', plain: true, port: udp.port }),
    send: (datagram, to) => udp.send(datagram, to),
  });
}
process.stdout.write('announced\n');
