"""Counts numbered datagrams and says which never came. UDP repeats nothing and tells nobody."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('127.0.0.1', PORT))
print('waiting for datagrams', flush=True)

seen = set()
while True:
    data, address = sock.recvfrom(2048)
    if data.startswith(b'end '):
        sent = int(data[4:])
        print(len(seen), 'of', sent, 'came,', sent - len(seen), 'lost', flush=True)
        sock.sendto(b'%d' % len(seen), address)
        break
    seen.add(int(data.split()[0]))
sock.close()
