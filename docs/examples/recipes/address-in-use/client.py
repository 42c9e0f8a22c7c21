"""Connects, reads to the end, and closes last."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

sock = socket.create_connection(('127.0.0.1', PORT))
data = b''
while chunk := sock.recv(1024):
    data += chunk
print('received:', data.decode())       # all of it at once: recv may cut a character in two
sock.close()
