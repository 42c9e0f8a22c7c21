/** `idle-process.ts PORT MEMBERS [sealed]`: all join at once and stay silent; tells its parent how long that took. */
import { joinPartyline, joinPartylineSealed } from './partyline-member.ts';

const [port = 0, count = 0] = process.argv.slice(2, 4).map(Number);
const join = process.argv[4] === 'sealed' ? joinPartylineSealed : joinPartyline;
const begin = performance.now();
const members = await Promise.all(Array.from({ length: count }, (_, index) => join(port, index, () => {})));
process.once('message', () => {
  for (const member of members) member.close();
  process.disconnect();
});
process.send?.({ seconds: (performance.now() - begin) / 1_000 });
