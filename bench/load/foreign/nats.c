/* The NATS client protocol: https://docs.nats.io/reference/reference-protocols/nats-protocol */
#define _GNU_SOURCE
#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t greet(char *out, const struct member *member) {
  (void)member;
  return (size_t)sprintf(out, "CONNECT {\"verbose\":false,\"pedantic\":false}\r\nSUB room 1\r\nPING\r\n");
}

static size_t say_message(char *out, long number, const char *text) {
  (void)number;
  return (size_t)sprintf(out, "PUB room %d\r\n%.*s\r\n", TEXT_BYTES, TEXT_BYTES, text);
}

static size_t read_line(struct member *member, const char *at, size_t length) {
  const char *end = memchr(at, '\n', length);
  if (!end) return 0;
  size_t line = (size_t)(end - at) + 1;
  if (at[0] == 'M') {
    if (length < line + TEXT_BYTES + 2) return 0;
    delivered(member, at + line);
    return line + TEXT_BYTES + 2;
  }
  if (!strncmp(at, "PONG", 4)) member->joined = true;
  else if (!strncmp(at, "PING", 4)) write_all(member, "PONG\r\n", 6);
  else if (at[0] == '-') fail("NATS refused something");
  return line;
}

const struct wire nats_wire = {"nats", greet, read_line, say_message, NULL};
