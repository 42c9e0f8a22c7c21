/* RFC 6455, as much of it as text messages of 100 bytes need. */
#define _GNU_SOURCE
#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FINAL_TEXT = 0x81, FINAL_BINARY = 0x82, MASKED = 0x80, HEADER = 2, MASK = 4 };
/* Section 5.3 wants it unpredictable, for the sake of proxies; there is none here. */
static const unsigned char KEY[MASK] = {0x37, 0xfa, 0x21, 0x3d};

static size_t greet(char *out, const struct member *member) {
  (void)member;
  return (size_t)sprintf(out, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
}

static size_t say_message(char *out, long number, const char *text) {
  (void)number;
  out[0] = (char)FINAL_TEXT;
  out[1] = (char)(MASKED | TEXT_BYTES);
  memcpy(out + HEADER, KEY, MASK);
  for (int at = 0; at < TEXT_BYTES; at++) out[HEADER + MASK + at] = (char)(text[at] ^ KEY[at % MASK]);
  return HEADER + MASK + TEXT_BYTES;
}

static size_t read_frame(struct member *member, const char *at, size_t length) {
  if (!member->joined) {
    const char *end = memmem(at, length, "\r\n\r\n", 4);
    if (!end) return 0;
    if (strncmp(at, "HTTP/1.1 101", 12)) fail("no websocket");
    member->joined = true;
    return (size_t)(end - at) + 4;
  }
  if (length < HEADER + TEXT_BYTES) return 0;
  unsigned char first = (unsigned char)at[0];
  if ((first != FINAL_TEXT && first != FINAL_BINARY) || at[1] != TEXT_BYTES) fail("an unexpected websocket frame");
  delivered(member, at + HEADER);
  return HEADER + TEXT_BYTES;
}

const struct wire ws_wire = {"ws", greet, read_frame, say_message, NULL};
