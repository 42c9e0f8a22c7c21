"""Connects, reads to the end, and closes last."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

sock = socket.create_connection(('127.0.0.1', PORT))
while data := sock.recv(1024):
    print('received:', data.decode())
sock.close()
