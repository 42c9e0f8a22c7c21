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

bool newest_first, reads_past;

static size_t greet(char *out, const struct member *member) {
  return framed(out, sprintf(out + LENGTH, "{\"type\":\"hello\",\"v\":1,\"nick\":\"n%d\",\"device\":\"%016x%016x\"%s}",
                             member->index, (unsigned)getpid(), (unsigned)member->index,
                             newest_first ? ",\"can\":[\"past\"]" : ""));
}

static size_t say_message(char *out, long number, const char *text) {
  return framed(out, sprintf(out + LENGTH, "{\"type\":\"say\",\"id\":\"%ld\",\"text\":\"%.*s\"}", number, TEXT_BYTES, text));
}

static size_t acknowledge(char *out, const struct member *member) {
  return framed(out, sprintf(out + LENGTH, "{\"type\":\"ack\",\"seq\":%ld}", member->seq));
}

size_t ping(char *out, long number) {
  return framed(out, sprintf(out + LENGTH, "{\"type\":\"ping\",\"t\":%ld}", number));
}

static long field(const char *header, size_t length, const char *name) {
  const char *found = memmem(header, length, name, strlen(name));
  return found ? strtol(found + strlen(name), NULL, 10) : -1;
}

/* Asks for the page before `before`, unless there is none. */
static void ask_for_past(struct member *member, long before) {
  char out[MESSAGE_BYTES];
  if (before <= 1 || !reads_past) member->complete_at = seconds_now();
  else write_all(member, out, framed(out, sprintf(out + LENGTH, "{\"type\":\"past\",\"before\":%ld}", before)));
}

/* What a page of the past begins with. */
static void read_past(struct member *member, const char *header, size_t length) {
  member->past_first = field(header, length, "\"first\":");
  member->past_next = field(header, length, "\"next\":");
  if (member->past_first == member->past_next) ask_for_past(member, 1);
}

/* The newest event that the newcomer waited for is here. */
static void is_level(struct member *member) {
  member->joined = true;
  member->level_at = seconds_now();
  ask_for_past(member, member->past_first);
}

static void read_event(struct member *member, const char *header, size_t length) {
  long seq = strtol(header + sizeof EVENT - 1, NULL, 10);
  if (seq == member->past_next - 1 && seq < member->joined_at) ask_for_past(member, member->past_first);
  if (seq <= member->seq) return;
  member->seq = seq;
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
    member->joined_at = field(json, header, "],\"seq\":");
    if (member->joined_at < 0) fail("the welcome has no seq");
    member->past_first = field(json, header, "\"first\":");
  } else if (!strncmp(type, "pong", 4)) ponged(field(json, header, "\"t\":"));
  else if (!strncmp(type, "past", 4)) read_past(member, json, header);
  else if (!strncmp(type, "refused", 7) || !strncmp(type, "error", 5)) {
    fprintf(stderr, "load: %.*s\n", (int)header, json);
    exit(1);
  }
  if (!member->joined && member->joined_at >= 0 && member->seq >= member->joined_at) is_level(member);
  return LENGTH + header;
}

const struct wire partyline_wire = {"partyline", greet, read_frame, say_message, acknowledge};
