/* Newcomers to a long log, and the member that is there and must not feel them. */
#define _GNU_SOURCE
#include "load.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

enum { PINGS_MOST = 1000000 };

static double *pinged_at, *answers;
static long answered;

void ponged(long number) {
  if (answered < PINGS_MOST) answers[answered++] = seconds_now() - pinged_at[number];
}

static bool is_asked_to_stop(void) {
  struct pollfd input = {.fd = 0, .events = POLLIN};
  return poll(&input, 1, 0) > 0;
}

int run_ping(double per_second) {
  pinged_at = calloc(PINGS_MOST, sizeof *pinged_at);
  answers = calloc(PINGS_MOST, sizeof *answers);
  if (!pinged_at || !answers) fail("memory");
  rendezvous("{\"ready\":true}");
  double begin = seconds_now();
  for (long sent = 0; sent < PINGS_MOST && !is_asked_to_stop();) {
    double now = seconds_now(), due = begin + (double)sent / per_second;
    if (now >= due) {
      char out[MESSAGE_BYTES];
      pinged_at[sent] = now;
      write_all(&members[0], out, ping(out, sent));
      sent++;
    } else {
      hear(due - now);
    }
  }
  if (answered == 0) fail("no answer");
  qsort(answers, (size_t)answered, sizeof *answers, ascending);
  printf("{\"pings\":%ld,\"p50\":%.1f,\"p99\":%.1f,\"most\":%.1f}\n", answered, answers[answered / 2] * 1e6,
         answers[answered * 99 / 100] * 1e6, answers[answered - 1] * 1e6);
  fflush(stdout);
  return 0;
}

/* All are level with the room: waits until those who took the newest page first have the past as well. */
int run_late(double begin) {
  double level = 0, complete = 0;
  for (int index = 0; index < member_count; index++) {
    struct member *member = &members[index];
    while (newest_first && member->complete_at == 0) hear(1);
    if (member->level_at > level) level = member->level_at;
    if (member->complete_at > complete) complete = member->complete_at;
  }
  if (!newest_first) complete = level;
  printf("{\"firstPage\":%.1f,\"complete\":%.1f}\n", (level - begin) * 1e3, (complete - begin) * 1e3);
  fflush(stdout);
  return 0;
}
