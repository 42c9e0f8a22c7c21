"""Leaves in three ways: in order, killed, and with a reset."""
import os
import socket
import struct
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
HOW = sys.argv[2] if len(sys.argv) > 2 else 'reset'

sock = socket.create_connection(('127.0.0.1', PORT))
sock.sendall(b'hello')
if HOW == 'close':
    sock.close()                        # a FIN
elif HOW == 'kill':
    os.kill(os.getpid(), 9)             # the system closes for it
else:
    # Linger for zero seconds: close() throws away what waits and sends an RST.
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii' if os.name != 'nt' else 'hh', 1, 0))
    sock.close()
