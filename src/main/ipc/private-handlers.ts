import { dialog } from 'electron';
import type { Party } from '../../node/party/party.ts';
import { success } from '../../shared/error-codes.ts';
import type { OutboxItem } from '../../shared/models.ts';
import type { privateSchemas } from '../../shared/sealed/private-contract.ts';
import type { Handlers } from './answer.ts';
import { withPlace } from './place-handlers.ts';

/** What main does for each call of the window that is about a private conversation. */
export function createPrivateHandlers(party: Party): Pick<Handlers, keyof typeof privateSchemas> {
  return {
    'private:with': ({ key, members }) => withPlace(party, key, ({ privately: { words } }) => words.with(members)),
    'private:open': ({ key, conversation }) =>
      withPlace(party, key, async ({ privately: { words } }) =>
        success({ people: words.people(conversation), waiting: await words.waiting() }),
      ),
    'private:history': ({ key, conversation, before, limit }) =>
      withPlace(party, key, async ({ privately: { words } }) =>
        success(await words.history(conversation, before, limit)),
      ),
    'private:say': ({ key, conversation, text, replyTo }) =>
      withPlace(party, key, ({ privately }) =>
        privately.say(conversation, { kind: 'text', text, ...(replyTo && { replyTo }) }),
      ),
    'private:send-file': ({ key, conversation }) =>
      withPlace<OutboxItem | undefined>(party, key, async ({ privately }) => {
        const { canceled, filePaths } = await dialog.showOpenDialog({ properties: ['openFile'] });
        const [path] = canceled ? [] : filePaths;
        return path === undefined ? success(undefined) : privately.sendFile(conversation, path);
      }),
    'private:save-file': ({ key, seq }) => withPlace(party, key, ({ privately }) => privately.saveFile(seq)),
    'private:react': ({ key, conversation, to, emoji, isTaken }) =>
      withPlace(party, key, ({ privately }) => privately.say(conversation, { kind: 'reaction', to, emoji, isTaken })),
    'private:looking': ({ key, conversation }) =>
      withPlace(party, key, ({ privately }) => {
        privately.looksAt = conversation;
        return success(undefined);
      }),
    'private:read': ({ key, conversation, seq }) =>
      withPlace(party, key, ({ privately }) => {
        privately.readTo(conversation, seq);
        return success(undefined);
      }),
  };
}
