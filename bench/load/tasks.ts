/** A process of the load that does what its parent asks, and answers each task once. */

/** Tells the parent that this process is ready, and lets `work` answer all that it asks. */
export function answerTasks<Task, Answer>(work: (task: Task) => Promise<Answer>): void {
  process.on('message', (task: Task) => {
    work(task).then(
      (answer) => process.send?.({ answer }),
      (error: Error) => process.send?.({ failed: error.stack ?? error.message }),
    );
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.({ ready: true });
}
