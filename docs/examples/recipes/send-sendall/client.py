"""send() takes what fits into the buffer and says how much; sendall() waits until it took everything."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
DATA = b'x' * 20_000_000

sock = socket.create_connection(('127.0.0.1', PORT))
sock.setblocking(False)
taken = 0
while True:
    try:
        taken += sock.send(DATA[taken:])
    except BlockingIOError:
        break                           # the buffer is full: a blocking send would stand still here
print('send took', taken, 'of', len(DATA), 'bytes', flush=True)

sock.setblocking(True)
sock.sendall(DATA[taken:])              # stands still until the server reads
print('sendall sent the rest', flush=True)
sock.close()
