import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from '../releases.ts';
import { PEERS } from './peer-process.ts';
import { findCompiler } from './programs.ts';

/** Compiles a program of {@link PEERS}, with warnings as errors. @returns its path, good until the test ends */
export function compileC(name: string): string {
  const program = join(temporaryFolder(), name);
  const source = join(PEERS, `${name}.c`);
  execFileSync(findCompiler() ?? '', ['-Wall', '-Werror', '-D_GNU_SOURCE', '-o', program, source]);
  return program;
}
