#define _GNU_SOURCE
#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A guest acknowledges a few times a second, as the app does. */
static const double ACK_SECONDS = 0.25;

static long in_flight, messages_each;
static int talkers;
static long deliveries;
static double *said_at, *latencies;
static long latency_count;

void delivered(struct member *member, const char *text) {
  deliveries++;
  member->delivered++;
  int sender = atoi(text);
  if (said_at) {
    long number = atol(strchr(text, ':') + 1);
    latencies[latency_count++] = seconds_now() - said_at[number];
  } else if (sender == member->index) {
    member->returned++;
  }
}

/* Says what came back made room for, in one piece for each member. */
static void say_due(void) {
  for (int index = 0; index < talkers; index++) {
    struct member *member = &members[index];
    long to = member->returned + in_flight;
    if (to > messages_each) to = messages_each;
    if (to > member->said) say(member, member->said, to);
    member->said = to > member->said ? to : member->said;
  }
}

static void acknowledge_sometimes(void) {
  static double next;
  double now = seconds_now();
  if (now < next) return;
  next = now + ACK_SECONDS;
  acknowledge_all();
}

/* Everybody who talks has `in_flight` messages under way until each has said `more` further ones. */
static void talk(long more) {
  long wanted = deliveries + (long)talkers * more * member_count;
  messages_each += more;
  say_due();
  while (deliveries < wanted) {
    hear(ACK_SECONDS);
    say_due();
    acknowledge_sometimes();
  }
}

int ascending(const void *one, const void *other) {
  double difference = *(const double *)one - *(const double *)other;
  return difference < 0 ? -1 : difference > 0;
}

/* Members take turns to say `per_second` messages a second in all. */
static void steady(double per_second, long messages) {
  static long told;
  said_at = calloc((size_t)(told + messages), sizeof *said_at);
  latencies = calloc((size_t)(messages * member_count), sizeof *latencies);
  if (!said_at || !latencies) fail("memory");
  latency_count = 0;
  double begin = seconds_now();
  for (long sent = 0; latency_count < messages * member_count;) {
    double due = begin + (double)sent / per_second;
    double now = seconds_now();
    if (sent < messages && now >= due) {
      said_at[told] = now;
      say(&members[sent % member_count], told, told + 1);
      sent++, told++;
      continue;
    }
    /* Asleep like any guest until bytes come, but never late for its own next message. */
    hear(sent == messages ? ACK_SECONDS : due - now);
    acknowledge_sometimes();
  }
  qsort(latencies, (size_t)latency_count, sizeof *latencies, ascending);
}

void rendezvous(const char *line) {
  printf("%s\n", line);
  fflush(stdout);
  if (getchar() == EOF) exit(0);
}

static double share(double part) { return latencies[(long)((double)latency_count * part)] * 1e6; }

/* one, all, steady and idle, see main.c. */
int run_pattern(int argc, char **argv) {
  const char *name = argv[0];
  long first = argc > 1 ? atol(argv[1]) : 0, warm = argc > 2 ? atol(argv[2]) : 0, most = argc > 3 ? atol(argv[3]) : 0;
  bool is_steady = !strcmp(name, "steady"), is_idle = !strcmp(name, "idle");
  talkers = !strcmp(name, "all") ? member_count : 1;
  in_flight = first;
  if (is_steady) steady((double)first, warm);
  else if (!is_idle) talk(warm);
  rendezvous("{\"ready\":true}");
  if (is_idle) return 0;
  long before = deliveries;
  double begin = seconds_now();
  if (is_steady) steady((double)first, most);
  else talk(most);
  double seconds = seconds_now() - begin;
  printf("{\"deliveries\":%ld,\"seconds\":%.6f", deliveries - before, seconds);
  if (is_steady) printf(",\"p50\":%.1f,\"p99\":%.1f", share(0.5), share(0.99));
  printf("}\n");
  fflush(stdout);
  getchar();
  return 0;
}
