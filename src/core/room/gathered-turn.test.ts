import { expect, it } from 'vitest';
import { RoomRig } from '../../../tests/support/rigs/room-rig.ts';
import { protocolError } from '../wire/protocol-error.ts';

const FULL = protocolError('disk_full', 'the disk is full');

it('ends once, in one way', () => {
  const rig = new RoomRig();
  rig.connect().hello();
  const turn = rig.room.gather();
  turn.release(rig.now);
  expect(() => turn.release(rig.now)).toThrow('has ended');
  expect(() => turn.abandon(FULL, rig.now)).toThrow('has ended');
});

it('is not gathered while another is being written', () => {
  const rig = new RoomRig();
  rig.connect().hello();
  const turn = rig.room.gather();
  expect(() => rig.room.gather()).toThrow('being written');
  turn.abandon(FULL, rig.now);
  expect(rig.room.gather().record).toBeUndefined();
});
