#define _GNU_SOURCE
#include "load.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct member *members;
int member_count;
const struct wire *wire;

static int poller;
static char read_memory[1 << 20];
/* Talk, so that nothing packs better than what people say. */
static const char WORDS[] =
    "the and you that was for are with his they this have from one had not but what all were when your can said there "
    "use each which she how their will other about out many then them these some her would make like him into time has "
    "look two more write see number way could people than first water been call who its now find long down day did get "
    "come made may part meeting printer tomorrow lunch server password cable thanks question answer teacher table ";

double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void fail(const char *what) {
  fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
  exit(1);
}

void write_all(struct member *member, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = send(member->socket, bytes, length, MSG_NOSIGNAL);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("send");
    bytes += written;
    length -= (size_t)written;
  }
}

/* Takes what came for one member, and keeps what is not whole. */
static void read_member(struct member *member) {
  for (;;) {
    size_t kept = member->rest_length;
    if (kept > 0) memcpy(read_memory, member->rest, kept);
    ssize_t got = recv(member->socket, read_memory + kept, sizeof read_memory - kept, MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) fail("the server closed a connection");
    size_t length = kept + (size_t)got, at = 0;
    for (size_t used; at < length && (used = wire->read(member, read_memory + at, length - at)) > 0;) at += used;
    member->rest_length = length - at;
    if (member->rest_length > member->rest_size) {
      member->rest_size = member->rest_length * 2;
      member->rest = realloc(member->rest, member->rest_size);
      if (!member->rest) fail("memory");
    }
    memcpy(member->rest, read_memory + at, member->rest_length);
    /* Nearly always that was all; epoll tells of the rest. */
    if (length < sizeof read_memory) return;
  }
}

void hear(double seconds) {
  struct epoll_event events[256];
  struct timespec wait = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
  int ready = epoll_pwait2(poller, events, 256, &wait, NULL);
  if (ready < 0 && errno != EINTR) fail("epoll_pwait2");
  for (int at = 0; at < ready; at++) read_member(&members[events[at].data.u32]);
}

void say(struct member *member, long from, long to) {
  static char *out;
  static size_t size;
  size_t needed = (size_t)(to - from) * MESSAGE_BYTES, length = 0;
  if (needed > size && !(out = realloc(out, size = needed))) fail("memory");
  for (long number = from; number < to; number++) {
    char text[TEXT_BYTES + 32];
    int begun = snprintf(text, sizeof text, "%d:%ld;", member->index, number);
    size_t place = (size_t)(member->index * 7919 + number * 101) % (sizeof WORDS - 1 - TEXT_BYTES);
    memcpy(text + begun, WORDS + place, TEXT_BYTES - (size_t)begun);
    length += wire->say(out + length, number, text);
  }
  write_all(member, out, length);
}

void acknowledge_all(void) {
  char out[MESSAGE_BYTES];
  if (!wire->acknowledge) return;
  for (int index = 0; index < member_count; index++) {
    struct member *member = &members[index];
    if (member->unacked > 0) write_all(member, out, wire->acknowledge(out, member));
    member->unacked = 0;
  }
}

static void open_member(struct member *member, int port) {
  int on = 1;
  char hello[MESSAGE_BYTES];
  struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  member->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (member->socket < 0) fail("socket");
  if (connect(member->socket, (struct sockaddr *)&there, sizeof there) < 0) fail("connect");
  setsockopt(member->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)member->index};
  if (epoll_ctl(poller, EPOLL_CTL_ADD, member->socket, &event) < 0) fail("epoll_ctl");
  write_all(member, hello, wire->greet(hello, member));
}

void join_all(const struct wire *kind, int port, int count) {
  wire = kind;
  poller = epoll_create1(EPOLL_CLOEXEC);
  members = calloc((size_t)count, sizeof *members);
  if (poller < 0 || !members) fail("start");
  for (int index = 0; index < count; index++) {
    members[index].index = index;
    members[index].joined_at = -1;
    open_member(&members[index], port);
    member_count = index + 1;
    hear(0);
  }
  for (int index = 0; index < count; index++)
    while (!members[index].joined) hear(1);
}
