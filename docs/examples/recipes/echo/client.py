"""Sends three lines and prints what comes back."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080


def receive(sock, count):
    """recv returns at most what was asked for, and often less: half a word, or half of a character."""
    data = b''
    while len(data) < count and (chunk := sock.recv(count - len(data))):
        data += chunk
    return data.decode()


sock = socket.create_connection(('127.0.0.1', PORT))
for text in ('hello', '你好', 'bye'):
    data = text.encode()
    sock.sendall(data)
    print(receive(sock, len(data)))
sock.close()
