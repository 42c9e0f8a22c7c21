import type { LabPush } from '../../../shared/lab/lab-contract.ts';
import { invoke } from '../../bridge.ts';
import { clientCame, labStore, serverCame } from './lab-store.ts';
import { socketGone } from './socket-actions.ts';
import { trafficCame } from './traffic-store.ts';

/** Takes what main said of the lab. */
export function applyLabPush(push: LabPush): void {
  switch (push.kind) {
    case 'lab-server':
      return serverCame(push.server);
    case 'lab-client':
      return clientCame(push.client);
    case 'lab-removed':
      return socketGone(push.id);
    case 'lab-traffic':
      return trafficCame(push.traffic);
  }
}

/** Asks for all servers and clients: a window that is opened anew finds them running. Main has told what came before. */
export async function loadLab(): Promise<void> {
  const state = await invoke('lab:state', undefined).catch(() => undefined);
  if (state) labStore.setState({ servers: state.servers, clients: state.clients });
}
