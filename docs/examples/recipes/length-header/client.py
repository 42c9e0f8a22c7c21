"""Sends three words in a row, each with its length in front."""
import socket
import struct
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

sock = socket.create_connection(('127.0.0.1', PORT))
for word in ('hello', 'big', '猪'):
    data = word.encode()
    sock.sendall(struct.pack('<i', len(data)) + data)     # length in bytes, not in characters
sock.close()
