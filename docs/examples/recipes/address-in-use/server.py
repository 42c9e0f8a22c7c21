"""Starts, serves one client, and can be started again at once.

Without SO_REUSEADDR the second start may fail on Linux and macOS for about a minute with "Address already in
use": this side closed first, so its end of the old connection stays in TIME_WAIT. Start it twice at the same time,
and the second fails on every system: the port is really taken. (On Windows leave the option out; there it would let
both share the port.)
"""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
if sys.platform != 'win32':
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
try:
    server.bind(('127.0.0.1', PORT))
except OSError as error:
    sys.exit(f'bind failed: {error}')
server.listen()
print('waiting for a client', flush=True)

client, address = server.accept()
client.sendall(b'bye')
client.close()                          # this side closes first: its end goes into TIME_WAIT
server.close()
