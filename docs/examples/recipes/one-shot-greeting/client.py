"""Is greeted first, answers, and is sent away."""
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
print('received:', receive(sock, len(b'zaima')))
sock.sendall('hello'.encode())
print('received:', receive(sock, len(b'gun')))
print('the end:', sock.recv(1024))     # b'' means: the other side closed
sock.close()
