import { Plug } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../../shared/address.ts';
import type { Problem } from '../../../shared/error-codes.ts';
import { formatInvite, parseInvite } from '../../../shared/invite/invite.ts';
import { roomOfWords } from '../../../shared/invite/said-words.ts';
import type { Transport } from '../../../shared/models.ts';
import { checkConnection } from '../../stores/doctor-store.ts';
import { useApp, useFound, useStart } from '../../stores/hooks.ts';
import { isKeyStop } from '../../stores/people/key-stop.ts';
import {
  chooseTransport,
  forgetJoinProblem,
  joinInClear,
  joinRoom,
  trustKey,
  writeAddress,
} from '../../stores/start-actions.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useProblemText } from '../../ui/problem-text.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { isConnectionProblem, isTransportProblem } from '../../ui/transport-problem.ts';
import { KeyStop } from '../identity/key-stop.tsx';
import { BusyLine } from './busy-line.tsx';
import classes from './start-screen.module.css';

/** What the form joins over: the user's choice, or what the room at this address was talked to over last. */
function useJoinTransport(address: string | undefined): Transport {
  const chosen = useStart((state) => state.joinTransport);
  const remembered = useApp(({ recentRooms }) => recentRooms.find((room) => room.address === address)?.transport);
  return chosen ?? remembered ?? 'tcp';
}

function TransportChoice({ transport }: { readonly transport: Transport }) {
  const { t } = useTranslation();
  return (
    <div className={classes.transport}>
      <Segmented<Transport>
        label={t('room.transport.label')}
        value={transport}
        onPick={chooseTransport}
        segments={[
          { value: 'tcp', text: 'TCP', tip: t('room.transport.tcpTip') },
          { value: 'udp', text: 'UDP', tip: t('room.transport.udpTip') },
        ]}
      />
    </div>
  );
}

/** Why joining failed; a room that UDP does not lead to may be open to TCP. */
function JoinProblem({ problem, address }: { readonly problem: Problem; readonly address: string | undefined }) {
  const { t } = useTranslation();
  const overUdp = useStart(({ joinedOver }) => joinedOver === 'udp');
  const note = useRef<HTMLDivElement>(null);
  // In a narrow window the list, from which one may have joined, stands far above.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each problem is shown anew
  useEffect(() => {
    // Its answer, a promise in newer browsers, is no cleanup.
    note.current?.scrollIntoView({ block: 'nearest' });
  }, [problem]);
  if (isKeyStop(problem)) {
    const trust = address === undefined ? undefined : (fingerprint: string) => void trustKey(address, fingerprint);
    return (
      <div ref={note}>
        <KeyStop problem={problem} room={address ?? ''} onTrust={trust}>
          <Button tone="primary" onClick={forgetJoinProblem}>
            {t('identity.stop.leave')}
          </Button>
        </KeyStop>
      </div>
    );
  }
  return (
    <div ref={note}>
      <ProblemNote
        problem={problem}
        {...(overUdp && problem.code === 'refused' && { text: t('start.join.refusedOverUdp') })}
      >
        {overUdp && address !== undefined && isTransportProblem(problem) && (
          <Button small onClick={() => void joinRoom(address, 'tcp')}>
            {t('room.transport.useTcp')}
          </Button>
        )}
        {address !== undefined && problem.code === 'host_in_clear' && (
          <Button small onClick={() => void joinInClear(address)}>
            {t('identity.joinInClear')}
          </Button>
        )}
        {address !== undefined && isConnectionProblem(problem) && (
          <Button small onClick={() => checkConnection(address)}>
            {t('start.join.check')}
          </Button>
        )}
      </ProblemNote>
    </div>
  );
}

/** Joins the room at a typed, pasted or linked address. */
export function JoinForm() {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const address = useStart((state) => state.joinAddress);
  const fromLink = useStart((state) => state.fromLink);
  const busy = useStart((state) => state.busy);
  const problem = useStart((state) => state.joinProblem);
  const [submitted, setSubmitted] = useState(false);
  const submit = useRef<HTMLButtonElement>(null);
  const rooms = useFound((state) => state.rooms);
  const parsed = roomOfWords(address, rooms.values()) ?? parseInvite(address);
  const written = parsed.ok ? formatAddress(parsed.value.address) : undefined;
  const isInvite = parsed.ok && parsed.value.fingerprint !== undefined;
  const chosen = useStart((state) => state.joinTransport);
  const transport = useJoinTransport(written);
  const shown = !parsed.ok && (address.trim() !== '' || submitted) ? problemText(parsed.problem) : undefined;

  useEffect(() => {
    if (fromLink && address !== '') submit.current?.focus();
  }, [fromLink, address]);

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setSubmitted(true);
        if (parsed.ok) void joinRoom(formatInvite(parsed.value), chosen);
      }}
    >
      <header className={classes.head}>
        <Plug aria-hidden />
        <div>
          <h2 id="join-title">{t('start.join.title')}</h2>
          <p>{t('start.join.lead')}</p>
        </div>
      </header>
      {fromLink && (
        <p className={classes.link} role="status">
          {t('start.join.fromLink')}
        </p>
      )}
      <TextField
        label={t('start.join.address')}
        value={address}
        onText={(text) => {
          setSubmitted(false);
          writeAddress(text);
        }}
        placeholder={t('start.join.placeholder')}
        problem={shown}
        hint={
          written === undefined
            ? t('start.join.hint')
            : t(isInvite ? 'start.join.willJoinInvite' : 'start.join.willJoin', { address: written })
        }
      />
      {problem && <JoinProblem problem={problem} address={written} />}
      {busy?.what === 'join' ? (
        <BusyLine text={t('start.join.busy', { address: busy.address })} />
      ) : (
        <div className={classes.actions}>
          <Button tone="primary" type="submit" ref={submit} disabled={busy !== undefined}>
            {t('start.join.submit')}
          </Button>
          <TransportChoice transport={transport} />
        </div>
      )}
    </form>
  );
}
