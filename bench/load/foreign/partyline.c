/* docs/protocol.md: a length of four bytes, little-endian, and a header in JSON. */
#define _GNU_SOURCE
#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LENGTH = 4 };
static const char TYPE[] = "{\"type\":\"";
static const char EVENT[] = "{\"type\":\"event\",\"seq\":";
static const char MESSAGE[] = "\"kind\":\"message\"";
static const char TEXT[] = "\"text\":\"";

static size_t framed(char *out, int header) {
  out[0] = (char)header, out[1] = (char)(header >> 8), out[2] = 0, out[3] = 0;
  return LENGTH + (size_t)header;
}

static size_t greet(char *out, const struct member *member) {
  return framed(out, sprintf(out + LENGTH, "{\"type\":\"hello\",\"v\":1,\"nick\":\"n%d\",\"device\":\"%016x%016x\"}",
                             member->index, (unsigned)getpid(), (unsigned)member->index));
}

static size_t say_message(char *out, long number, const char *text) {
  return framed(out, sprintf(out + LENGTH, "{\"type\":\"say\",\"id\":\"%ld\",\"text\":\"%.*s\"}", number, TEXT_BYTES, text));
}

static size_t acknowledge(char *out, const struct member *member) {
  return framed(out, sprintf(out + LENGTH, "{\"type\":\"ack\",\"seq\":%ld}", member->seq));
}

static void read_event(struct member *member, const char *header, size_t length) {
  member->seq = strtol(header + sizeof EVENT - 1, NULL, 10);
  member->unacked++;
  if (member->seq <= member->joined_at) return;
  /* The fields before stand in the first hundred bytes. */
  if (!memmem(header, length < 100 ? length : 100, MESSAGE, sizeof MESSAGE - 1)) return;
  const char *text = memmem(header, length, TEXT, sizeof TEXT - 1);
  if (text) delivered(member, text + sizeof TEXT - 1);
}

static size_t read_frame(struct member *member, const char *at, size_t length) {
  if (length < LENGTH) return 0;
  const unsigned char *bytes = (const unsigned char *)at;
  size_t header = bytes[0] | (size_t)bytes[1] << 8 | (size_t)bytes[2] << 16 | (size_t)bytes[3] << 24;
  if (length < LENGTH + header) return 0;
  const char *json = at + LENGTH;
  const char *type = json + sizeof TYPE - 1;
  if (!strncmp(type, "event", 5)) read_event(member, json, header);
  else if (!strncmp(type, "welcome", 7)) {
    char copy[65536];
    memcpy(copy, json, header);
    copy[header] = 0;
    const char *seq = strstr(copy, "],\"seq\":");
    if (!seq) fail("the welcome has no seq");
    member->joined_at = atol(seq + 8);
  } else if (!strncmp(type, "refused", 7) || !strncmp(type, "error", 5)) {
    fprintf(stderr, "load: %.*s\n", (int)header, json);
    exit(1);
  }
  if (member->joined_at >= 0 && member->seq >= member->joined_at) member->joined = true;
  return LENGTH + header;
}

const struct wire partyline_wire = {"partyline", greet, read_frame, say_message, acknowledge};
