"""Every recvfrom returns exactly one datagram; what does not fit into the size asked for is thrown away."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('127.0.0.1', PORT))          # no listen, no accept
print('waiting for datagrams', flush=True)

for size in (1024, 1024, 5):
    try:
        data, address = sock.recvfrom(size)
        print('recvfrom returned', data, flush=True)
    except OSError as error:            # Windows complains where others cut in silence
        print('too long for', size, 'bytes:', error, flush=True)
sock.close()
