"""Two connections at once: the second is served while the first is still open."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080


def receive(sock, count):
    """recv returns at most what was asked for, and often less: half a word, or half of a character."""
    data = b''
    while len(data) < count and (chunk := sock.recv(count - len(data))):
        data += chunk
    return data.decode()


first = socket.create_connection(('127.0.0.1', PORT))
second = socket.create_connection(('127.0.0.1', PORT))
for sock, text in ((second, 'second, 你好'), (first, 'first')):
    data = text.encode()
    sock.sendall(data)
    print(receive(sock, len(data)))
second.close()
first.close()
