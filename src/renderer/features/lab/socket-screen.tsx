import { type ReactNode, useState } from 'react';
import type { Problem } from '../../../shared/error-codes.ts';
import type { LabClient, LabServer } from '../../../shared/lab/lab-models.ts';
import { LabProblem } from './lab-problem.tsx';
import classes from './screen.module.css';
import { SocketImpairmentPanel } from './socket-impairment.tsx';

export interface SocketScreenProps {
  readonly socket: LabServer | LabClient;
  /** @param onImpair opens or closes the sliders for its traffic */
  readonly header: (onImpair: () => void) => ReactNode;
  readonly problem: Problem | undefined;
  /** Opens it at another port. */
  readonly onPort?: (port: number) => void;
  /** What travels, and what can be sent. */
  readonly children: ReactNode;
}

/** One practice peer: its buttons, what went wrong, what travels, and the sliders that make its network bad. */
export function SocketScreen({ socket, header, problem, onPort, children }: SocketScreenProps) {
  const [isImpairing, setImpairing] = useState(false);
  return (
    <>
      {header(() => setImpairing(!isImpairing))}
      {problem && (
        <div className={classes.problem}>
          <LabProblem problem={problem} {...(onPort && { onPort })} />
        </div>
      )}
      {children}
      {isImpairing && <SocketImpairmentPanel socket={socket} onClose={() => setImpairing(false)} />}
    </>
  );
}
