import { handshakeCase, paperCase, recordCase, secureWorld } from '../secure-case.ts';
import { promised, type Surface } from './surface.ts';

/** A surface whose cases say what became of them, or throw. */
function secure(name: string, inputs: number, one: typeof handshakeCase): Surface {
  return {
    name,
    inputs,
    mostMs: 50,
    open: (random) => {
      const world = secureWorld(random);
      return { once: (chance) => promised(one(chance, world) !== '', 'a case ends in some way') };
    },
  };
}

export const SECURE: readonly Surface[] = [
  secure('handshake', 20, handshakeCase),
  secure('records', 50, recordCase),
  secure('papers', 50, paperCase),
];
