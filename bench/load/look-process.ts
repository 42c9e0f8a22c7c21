/** Looks for rooms as the app does; a task answers with the milliseconds until so many were in the list. */
import { DiscoveryService } from '../../src/node/discovery/discovery-service.ts';
import { answerTasks } from './tasks.ts';

interface LookTask {
  readonly rooms: number;
}

async function look({ rooms }: LookTask): Promise<number> {
  const begin = performance.now();
  const discovery = new DiscoveryService();
  const found = new Set<string>();
  await new Promise<void>((complete) => {
    discovery.watch({
      changed: ({ changed, gone }) => {
        for (const { key } of changed) found.add(key);
        for (const key of gone) found.delete(key);
        if (found.size === rooms) complete();
      },
    });
  });
  const took = performance.now() - begin;
  await discovery.close();
  return took;
}

answerTasks(look);
