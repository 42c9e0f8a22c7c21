"""Reads messages whole, however TCP cut them: four bytes say how long the next one is."""
import socket
import struct
import sys
import time

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080


def read_exactly(sock, count):
    """recv returns at most what was asked for, and often less: ask again until all is there."""
    data = b''
    while len(data) < count:
        chunk = sock.recv(count - len(data))
        if not chunk:
            return None                 # the other side closed
        data += chunk
    return data


server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('127.0.0.1', PORT))
server.listen()
print('waiting for a client', flush=True)

client, address = server.accept()
time.sleep(0.5)                         # busy with something else; it does no harm now
while header := read_exactly(client, 4):
    (length,) = struct.unpack('<i', header)
    print('message:', read_exactly(client, length).decode())
client.close()
server.close()
