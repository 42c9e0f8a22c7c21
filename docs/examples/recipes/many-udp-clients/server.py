"""One socket serves everybody: recvfrom says who it was, sendto answers just them. No accept, no thread."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('127.0.0.1', PORT))
print('waiting for datagrams', flush=True)

while True:
    data, address = sock.recvfrom(1024)
    print(address, data.decode(), flush=True)
    sock.sendto(data.upper(), address)
