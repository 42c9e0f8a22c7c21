"""Sends numbered datagrams as fast as it can, then asks how many came."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
COUNT = 5_000

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.settimeout(0.5)
for number in range(COUNT):
    sock.sendto(b'%d ' % number + b'x' * 1000, ('127.0.0.1', PORT))

for attempt in range(20):               # the question can get lost as well: ask again
    sock.sendto(b'end %d' % COUNT, ('127.0.0.1', PORT))
    try:
        came = int(sock.recvfrom(1024)[0])
        print('sent', COUNT, 'and', came, 'came')
        break
    except (TimeoutError, ConnectionError):
        print('no answer, asking again')
sock.close()
