import type { FindingCode } from '../../shared/doctor/finding-codes.ts';
import type { Finding } from '../../shared/doctor/models.ts';

/** What is the matter, and what to do about it; `{name}` stands for that of the finding's detail. */
type Words = readonly [what: string, advice: string];

/** In English, for terminals and scripts; windows translate by the code. */
const WORDS: Readonly<Record<FindingCode, Words>> = {
  address_to_use: ['Others reach this computer at {address} ({adapter}).', 'Give them this address.'],
  several_networks: [
    'This computer is in several networks: {addresses}.',
    'Give others the address of the network that they are in as well.',
  ],
  vpn_active: [
    'A VPN is on: {adapters}.',
    'It may take what is meant for the local network. If others are out of reach, switch it off, or allow local network access in it.',
  ],
  no_lease: [
    'Nobody gave {adapter} an address, so it chose {address} itself.',
    'Reconnect the cable or the Wi-Fi, or restart the router. Two computers on one cable can talk this way.',
  ],
  only_virtual: [
    'The only address, {address}, belongs to a VPN, a container or a virtual machine ({adapter}).',
    'Connect this computer to the network that the others are in.',
  ],
  no_network: ['This computer is in no network.', 'Plug in a cable or join a Wi-Fi.'],
  rooms_announced: ['Rooms that are announced here: {count}. {rooms}.', 'Join one by its name or its address.'],
  nobody_announced: [
    'No room is announced here.',
    'If there is one, ask its host for the address: an address leads to rooms that a network hides.',
  ],
  multicast_passes: ['Multicast passes: rooms are found by mDNS ({count}).', 'They appear by themselves.'],
  multicast_filtered: [
    'Multicast does not pass: of the rooms here ({count}) none is found by mDNS.',
    'Rooms are found in other ways meanwhile. Access points often filter it; look for “multicast” or “IGMP snooping” in their settings.',
  ],
  broadcast_passes: ['Broadcast passes: rooms answer a question to everybody ({count}).', 'They appear by themselves.'],
  broadcast_filtered: [
    'Broadcast does not pass: of the rooms here ({count}) none answers a question to everybody.',
    'Rooms are found in other ways meanwhile. A firewall may block UDP port 18888, or an access point keeps its clients apart.',
  ],
  heard_unanswered: [
    'Heard, but they do not answer: {rooms}.',
    'Their computers do not hear this one: their firewalls may block incoming UDP. Joining over TCP may still work.',
  ],
  port_free: ['Port {port} is free.', 'A room can be hosted there.'],
  port_ours: ['Port {port} is used by this Partyline.', 'Others can join there.'],
  port_partly_taken: [
    'Another program has a part of port {port}: {taken}.',
    'Close that program, or host on another port: a room needs both TCP and UDP.',
  ],
  port_taken: ['Another program has port {port}.', 'Close that program, or host on another port.'],
  port_forbidden: ['This user may not open port {port}.', 'Take a port from 1024 up.'],
  name_resolved: ['{host} is {addresses}.', 'If that is not the computer you mean, use its address instead.'],
  name_not_found: [
    'No computer is called {host}.',
    'Check the spelling, or ask for the address in numbers. A name often works in one network only.',
  ],
  name_timed_out: [
    'The name {host} could not be looked up in time.',
    'Check that the network is there, or use the address in numbers.',
  ],
  this_computer: ['{address} is this computer itself.', 'A room found here is one that runs on this computer.'],
  same_subnet: ['{address} is in the same subnet as {from} ({adapter}).', 'No router stands in between.'],
  other_subnet: [
    '{address} is in another subnet than {from} ({adapter}).',
    'A router has to pass everything on; many keep guests, Wi-Fi and cable apart.',
  ],
  not_a_host: [
    '{address} is the address of a network, or of everybody in it, and of no computer.',
    'Ask the host for the address that Partyline shows.',
  ],
  no_route: [
    'This computer knows no way to {address}.',
    'Connect it to the network that the host is in, and check that the address is right.',
  ],
  room_found: ['A Partyline room answers at port {port} of {address}, over TCP and UDP.', 'You can join it.'],
  known_room: ['This computer was in a room there before: {room}.', 'It goes on where it was.'],
  udp_blocked: [
    'A Partyline room answers over TCP, but no datagram comes back over UDP.',
    'Join with TCP. For UDP, allow port {port} over UDP in the firewalls between the two computers.',
  ],
  udp_refused: [
    'A Partyline room answers over TCP, but nobody takes datagrams at port {port}.',
    'Join with TCP. Something in front of the room, such as a tunnel, passes on TCP only.',
  ],
  tcp_blocked: [
    'A Partyline room answers over UDP, but not over TCP.',
    'Join with UDP. For TCP, allow port {port} over TCP in the firewalls between the two computers.',
  ],
  another_address: [
    'Of the addresses of that name only {address} leads to the room, not {failed}.',
    'If joining takes long, join by that address.',
  ],
  way_back_open: [
    '{from} reaches this computer at port {port} as well, over TCP and UDP.',
    'A room that is hosted here can be joined from there.',
  ],
  way_back_udp_blocked: [
    '{from} reaches this computer at port {port} over TCP, and its datagrams do not arrive.',
    'A room that is hosted here can be joined from there as a TCP stream. For UDP, allow it in the firewall of this computer.',
  ],
  way_back_tcp_blocked: [
    'Datagrams from {from} reach port {port} of this computer, and connections do not.',
    'Allow Partyline to take incoming connections in the firewall of this computer.',
  ],
  way_back_blocked: [
    'This computer reaches {from}, and {from} does not reach this computer at port {port}.',
    'To host a room here, allow Partyline to take incoming connections in the firewall of this computer. Joining rooms works as it is.',
  ],
  way_back_untold: [
    'Whether {from} reaches this computer as well, its room did not say.',
    'Ask again in a few seconds; a room of an older version never says.',
  ],
  not_a_room: [
    'Something answers at port {port} of {address}, but it is no Partyline room.',
    'Ask the host for the right port.',
  ],
  silent_service: [
    'Port {port} of {address} takes the connection, and then says nothing.',
    'If that is the room, its program hangs or has too much to do; otherwise check the port.',
  ],
  refused: [
    '{address} is there, but nobody listens at port {port}.',
    'Check that the room is open and that the port is right.',
  ],
  timed_out_nearby: [
    'Nothing answers at {address}.',
    'The firewall of that computer may block port {port}: allow Partyline in it. A guest Wi-Fi may keep its computers apart: use another one. Or the computer sleeps.',
  ],
  timed_out_far: [
    'Nothing answers at {address}, which is in another network.',
    'Connect both computers to the same network, or have the router and the firewalls pass port {port} on.',
  ],
  unreachable: [
    'The network says that {address} can not be reached.',
    'Check that the other computer is switched on and in this network, and that the address is right.',
  ],
  link_failed: [
    'The connection to port {port} of {address} was broken off.',
    'A firewall or a proxy in between may do so. Try again, and check the port.',
  ],
  time_up: ['Not everything could be checked within {seconds} seconds.', 'Try again when the network is less busy.'],
};

/** Behind what is said of a room that showed its key. */
const KEY = ' Its key is {key}, in four words “{keyWords}”.';

/** A finding in English: what is the matter, and what to do. */
export function findingText({ code, detail }: Finding): { readonly text: string; readonly advice: string } {
  const fill = (words: string) => words.replace(/\{(\w+)\}/g, (_, name: string) => String(detail[name] ?? ''));
  const [what, advice] = WORDS[code];
  const key = detail['key'] === undefined ? '' : fill(KEY);
  return { text: fill(what) + key, advice: fill(advice) };
}
