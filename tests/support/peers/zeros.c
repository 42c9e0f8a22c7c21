/* Sends as beginners in C do, with the zeros behind each string, in turns: zeros tcp|udp PORT */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static int s;

static void say(const void *bytes, size_t size) {
    char answer[2048];
    ssize_t got;
    send(s, bytes, size, 0);
    got = recv(s, answer, sizeof answer - 1, 0);
    if (got > 0) fwrite(answer, 1, got, stdout);
    fflush(stdout);
}

int main(int count, char **words) {
    struct sockaddr_in host = {.sin_family = AF_INET, .sin_port = htons(atoi(words[2]))};
    struct timeval patience = {.tv_sec = 5};
    char buf[32] = {0}, rest[2048];
    ssize_t got;
    inet_pton(AF_INET, "127.0.0.1", &host.sin_addr);
    s = socket(AF_INET, strcmp(words[1], "udp") == 0 ? SOCK_DGRAM : SOCK_STREAM, 0);
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(s, (struct sockaddr *)&host, sizeof host) != 0) return 1;
    strcpy(buf, "hi");
    if (count > 3) say(buf, atoi(words[3]));
    else say(buf, sizeof buf);
    say("line\n", 6);
    strcpy(buf, "padded");
    say(buf, sizeof buf);
    send(s, "exit", 5, 0);
    while ((got = recv(s, rest, sizeof rest, 0)) > 0) {
        fwrite(rest, 1, got, stdout);
        fflush(stdout);
        if (memmem(rest, got, "You left", 8) || memmem(rest, got, "\xe6\x82\xa8", 3)) break;
    }
    return 0;
}
