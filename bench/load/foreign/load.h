/* A load of members in C: faster than any server it measures, and sharing no code with one. */
#ifndef LOAD_H
#define LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Every message's text: `sender:number;`, filled up with words to so many bytes. */
enum { TEXT_BYTES = 100 };
/* One message as any of the protocols writes it takes less. */
enum { MESSAGE_BYTES = 512 };

/* One connection to the server. */
struct member {
  int socket;
  int index;
  bool joined;
  /* Received and not yet a whole message. */
  char *rest;
  size_t rest_length, rest_size;
  /* Of Partyline: newest event here, the one at the welcome, and how many were not acknowledged. */
  long seq, joined_at, unacked;
  /* Of Partyline: when the newest events and all events were here, and the page of the past that is on its way. */
  double level_at, complete_at;
  long past_first, past_next;
  /* Deliveries so far, and own messages said and come back. */
  long delivered, said, returned;
};

/* How a kind of server is spoken to. */
struct wire {
  const char *name;
  /* Writes what a member says first. */
  size_t (*greet)(char *out, const struct member *member);
  /* Reads one whole message at `at`, reports it, and returns its bytes; 0 while it is not whole. */
  size_t (*read)(struct member *member, const char *at, size_t length);
  /* Writes one message with this text. */
  size_t (*say)(char *out, long number, const char *text);
  /* Writes what acknowledges all that came; NULL where nothing does. */
  size_t (*acknowledge)(char *out, const struct member *member);
};

extern const struct wire partyline_wire, ws_wire, nats_wire;

/* members.c */
extern struct member *members;
extern int member_count;
extern const struct wire *wire;

void join_all(const struct wire *kind, int port, int count);
/* Waits up to so long for bytes and reads all that came. */
void hear(double seconds);
void write_all(struct member *member, const char *bytes, size_t length);
/* Says the member's messages `from` up to `to` (exclusive) in one piece. */
void say(struct member *member, long from, long to);
void acknowledge_all(void);

/* partyline.c */
/* Newcomers take the newest page first; and then the past, page by page. */
extern bool newest_first, reads_past;
size_t ping(char *out, long number);

/* late.c */
/* Called for each answer to a ping. */
void ponged(long number);
/* late and ping, see main.c. */
int run_late(double begin);
int run_ping(double per_second);

/* patterns.c */
/* Tells the parent, and goes on when it says so: it reads the server's clocks meanwhile. */
void rendezvous(const char *line);
int ascending(const void *one, const void *other);
/* Called by the wires for each message that arrives. */
void delivered(struct member *member, const char *text);
int run_pattern(int argc, char **argv);

double seconds_now(void);
void fail(const char *what);

#endif
