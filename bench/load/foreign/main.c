/*
 * load KIND PORT MEMBERS PATTERN …
 *   KIND is partyline, ws or nats. Messages of the warm-up are said before the line `ready`, MESSAGES after a line is read.
 *   one IN_FLIGHT WARM_UP MESSAGES      the first member talks
 *   all IN_FLIGHT WARM_UP MESSAGES      all talk, so many each
 *   steady PER_SECOND WARM_UP MESSAGES  they take turns; prints how long deliveries took, in microseconds
 *   late [pages]                       they read all of the log, where they can the newest page first and the others behind it;
 *                                      prints the longest waits in milliseconds
 *   ping PER_SECOND                    the first member pings until a line is read; prints the answers' times in microseconds
 *   idle                                they are there until standard input ends
 */
#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  const struct wire *kinds[] = {&partyline_wire, &ws_wire, &nats_wire};
  if (argc < 5) return 2;
  for (size_t at = 0; at < sizeof kinds / sizeof *kinds; at++) {
    if (strcmp(kinds[at]->name, argv[1])) continue;
    reads_past = argc > 5 && !strcmp(argv[5], "pages");
    newest_first = reads_past || !strcmp(argv[4], "ping");
    if (!strcmp(argv[4], "late")) rendezvous("{\"ready\":true}");
    double begin = seconds_now();
    join_all(kinds[at], atoi(argv[2]), atoi(argv[3]));
    if (!strcmp(argv[4], "late")) return run_late(begin);
    if (!strcmp(argv[4], "ping")) return run_ping(argc > 5 ? atof(argv[5]) : 1);
    return run_pattern(argc - 4, argv + 4);
  }
  return 2;
}
