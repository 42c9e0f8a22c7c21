"""An empty datagram is a datagram: recvfrom returns b'' and nobody has gone."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('127.0.0.1', PORT))
print('waiting for datagrams', flush=True)

while True:
    data, address = sock.recvfrom(1024)
    print(len(data), 'bytes:', data, flush=True)     # with TCP b'' would be the end
    sock.sendto(b'data:' + data, address)
