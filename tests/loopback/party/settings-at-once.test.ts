/** What a person changes in the settings counts at once, whoever else uses it. */
import { expect, test } from 'vitest';
import { expectOk, startParty } from '../../support/rooms/parties.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

test('a recording takes as much memory as the settings say from then on', () => {
  const party = startParty('Ada').party.whole;
  expect(party.recorder.bytesMost).toBe(party.settings().recordingBytes);
  expectOk(party.updateSettings({ recordingBytes: 4_000_000 }));
  expect(party.recorder.bytesMost).toBe(4_000_000);
});
