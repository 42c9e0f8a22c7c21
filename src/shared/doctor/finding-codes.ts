/** How much a finding matters: `problem` is what stands in the way, `warning` what may, `ok` what is as it should be. */
export type Severity = 'ok' | 'info' | 'warning' | 'problem';

/** Every finding of the doctor, with its severity. Codes are stable; docs/doctor.md lists them, tested against this. */
export const FINDINGS = {
  address_to_use: 'ok',
  several_networks: 'info',
  vpn_active: 'info',
  no_lease: 'warning',
  only_virtual: 'warning',
  no_network: 'warning',

  rooms_announced: 'ok',
  nobody_announced: 'info',
  multicast_passes: 'ok',
  multicast_filtered: 'warning',
  broadcast_passes: 'ok',
  broadcast_filtered: 'warning',
  heard_unanswered: 'warning',

  port_free: 'ok',
  port_ours: 'ok',
  port_partly_taken: 'warning',
  port_taken: 'warning',
  port_forbidden: 'warning',

  name_resolved: 'ok',
  name_not_found: 'problem',
  name_timed_out: 'problem',
  this_computer: 'info',
  same_subnet: 'ok',
  other_subnet: 'info',
  not_a_host: 'problem',
  no_route: 'problem',

  room_found: 'ok',
  known_room: 'info',
  udp_blocked: 'warning',
  udp_refused: 'warning',
  tcp_blocked: 'warning',
  another_address: 'info',
  way_back_open: 'ok',
  way_back_udp_blocked: 'warning',
  way_back_tcp_blocked: 'warning',
  way_back_blocked: 'warning',
  way_back_untold: 'info',
  not_a_room: 'problem',
  silent_service: 'problem',
  refused: 'problem',
  timed_out_nearby: 'problem',
  timed_out_far: 'problem',
  unreachable: 'problem',
  link_failed: 'problem',
  time_up: 'warning',
} as const satisfies Readonly<Record<string, Severity>>;

export type FindingCode = keyof typeof FINDINGS;
